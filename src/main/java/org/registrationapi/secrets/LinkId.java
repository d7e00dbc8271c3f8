package org.registrationapi.secrets;

import java.util.UUID;

/** What a link is about: one validation of one server. */
public record LinkId(long serverId, UUID id) {}
