/**
 * Writes log lines as text or JSON, with the id of their request. Passwords, keys and links are
 * removed from them.
 */
package org.registrationapi.logs;
