/** Mailjet's events about sent mails, and the addresses that bounced for good. */
package org.registrationapi.mailevents;
