package org.registrationapi.limits;

/**
 * Limits on guesses.
 *
 * @param password guesses at the password of one address
 * @param pin guesses at the PINs of one address
 * @param client guesses at passwords and PINs by one client, over all addresses
 * @param registration registrations by one client from a web page
 * @param triesPerPin wrong tries after which a PIN no longer works
 */
public record GuessLimits(
    GuessLimit password,
    GuessLimit pin,
    GuessLimit client,
    GuessLimit registration,
    int triesPerPin) {}
