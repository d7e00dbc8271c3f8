/**
 * Sends mails through an SMTP server: one connection for a call, and the meaning of each of the
 * server's replies for each mail. SMTP has no way to ask about a mail, and no events.
 */
package org.registrationapi.smtp;
