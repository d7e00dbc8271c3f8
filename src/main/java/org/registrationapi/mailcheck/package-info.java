/**
 * Checks before the first mail is lost whether mails will arrive: the sender, its domain's DNS
 * records, Mailjet's events and the rewriting of links. This package runs the checks, keeps their
 * results and shows them; {@code mailjetcheck} and {@code dnscheck} make them. A check never delays
 * the start or the sending: it has its own threads and time limits, and says "unknown" if something
 * does not answer.
 */
package org.registrationapi.mailcheck;
