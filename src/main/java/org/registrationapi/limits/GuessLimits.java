package org.registrationapi.limits;

import java.time.Duration;

/**
 * Limits on guesses.
 *
 * @param password guesses at the password of one address
 * @param pin guesses at the PINs of one address
 * @param client guesses at passwords and PINs by one client, over all addresses
 * @param registration registrations by one client from a web page
 * @param knownClientLife how long a client that signed in keeps tries of its own
 * @param triesPerPin wrong tries after which a PIN no longer works
 */
public record GuessLimits(
    AddressLimit password,
    AddressLimit pin,
    GuessLimit client,
    GuessLimit registration,
    Duration knownClientLife,
    int triesPerPin) {}
