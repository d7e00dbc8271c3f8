package org.registrationapi.registration;

import org.registrationapi.limits.GuessLimit;
import org.registrationapi.limits.MailLimits;

/**
 * Limits on registrations.
 *
 * @param perAddress mails to one address, all servers together
 * @param perClient registrations by one browser with a publishable key
 */
public record RegistrationLimits(MailLimits perAddress, GuessLimit perClient) {}
