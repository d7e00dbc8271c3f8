/**
 * Secrets and what is derived from them. Links and PINs are not stored: they are computed from ids
 * with HMAC-SHA256, so they cannot be read from a copy of the database.
 */
package org.registrationapi.secrets;
