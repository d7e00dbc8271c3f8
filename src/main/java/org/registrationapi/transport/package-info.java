/**
 * How mails leave: one interface, and Mailjet behind it, with what each of its answers means for
 * each mail.
 */
package org.registrationapi.transport;
