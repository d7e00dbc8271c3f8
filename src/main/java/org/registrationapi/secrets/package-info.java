/**
 * Secrets and what is derived from them. Links and PINs are not stored: they are computed from ids
 * with HMAC-SHA256, so a copy of the database opens no link.
 */
package org.registrationapi.secrets;
