package org.registrationapi.limits;

/**
 * How often may be guessed.
 *
 * @param password at the password of one address
 * @param pin at the PINs of one address
 * @param client at passwords and PINs by one client, at whichever addresses
 * @param registration how often one client may register somebody from a web page
 * @param triesPerPin wrong tries that kill a PIN
 */
public record GuessLimits(
    GuessLimit password,
    GuessLimit pin,
    GuessLimit client,
    GuessLimit registration,
    int triesPerPin) {}
