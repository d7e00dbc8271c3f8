/**
 * Checks a sender by asking Mailjet: its validation, what Mailjet finds of the domain's records,
 * where events are reported, and whether links were rewritten.
 */
package org.registrationapi.mailjetcheck;
