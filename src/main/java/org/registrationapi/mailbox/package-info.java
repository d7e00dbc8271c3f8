/**
 * The development mailbox: without an account at Mailjet mails are kept and shown on a page instead
 * of sent.
 */
package org.registrationapi.mailbox;
