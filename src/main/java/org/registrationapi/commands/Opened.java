package org.registrationapi.commands;

/**
 * The services of one command, on an open database.
 *
 * @param close closes the database
 */
public record Opened(Services services, Runnable close) {}
