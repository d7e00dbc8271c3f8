/**
 * Sends mails: one interface, implemented here for Mailjet, and the meaning of each of Mailjet's
 * responses for each mail.
 */
package org.registrationapi.transport;
