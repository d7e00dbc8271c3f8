/**
 * Checks a sender's domain by DNS: its SPF, DKIM and DMARC records. These are all checks with an
 * SMTP server, which cannot be asked. With Mailjet only DMARC is checked here.
 */
package org.registrationapi.dnscheck;
