package org.registrationapi.users;

/**
 * What a user is unique by.
 *
 * @param emailKey the address in the form in which addresses are compared
 */
public record UserKey(long serverId, String emailKey) {}
