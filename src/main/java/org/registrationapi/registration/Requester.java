package org.registrationapi.registration;

import java.util.Optional;

/**
 * Who asks for a registration or a validation.
 *
 * @param serverName as the server is called in answers
 * @param isStrict whether the answer may say of no address whether it is known
 * @param client the network of the browser that asks; empty: the server's back end does
 */
record Requester(long serverId, String serverName, boolean isStrict, Optional<String> client) {}
