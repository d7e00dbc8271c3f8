/** What Mailjet reports after a mail was sent, and the addresses that bounced for good. */
package org.registrationapi.mailevents;
