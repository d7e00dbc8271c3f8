package org.registrationapi.secrets;

import java.util.UUID;

/** What a link is about: one validation of one server, whatever its purpose. */
public record LinkId(long serverId, UUID id) {}
