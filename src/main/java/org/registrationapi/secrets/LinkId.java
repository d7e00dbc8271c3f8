package org.registrationapi.secrets;

import java.util.UUID;

/** The id of a link: one validation of one server, of any purpose. */
public record LinkId(long serverId, UUID id) {}
