/**
 * The development mailbox: without a Mailjet account, mails are shown on a page instead of sent.
 */
package org.registrationapi.mailbox;
