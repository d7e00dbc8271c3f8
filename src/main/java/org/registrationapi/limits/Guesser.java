package org.registrationapi.limits;

import java.util.Optional;

/**
 * The source of tries at an address. Tries of one source are counted together.
 *
 * @param name a client's network, or a registration's id; empty if nothing is known of the source.
 *     All such tries have one count.
 * @param isTrusted whether tries of other sources must not delay these
 */
public record Guesser(Optional<String> name, boolean isTrusted) {}
