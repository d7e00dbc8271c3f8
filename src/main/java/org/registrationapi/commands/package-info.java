/**
 * Commands for the operator, such as {@code servers list}. They call the same services as the
 * routes, on the same database, and print tables or the JSON of the API. A group of commands is a
 * class; each of its methods is a command, see picocli.
 */
package org.registrationapi.commands;
