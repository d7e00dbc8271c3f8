/**
 * Limits on tries and mails. Every limit is counted in the database, so that it holds for all
 * instances together.
 */
package org.registrationapi.limits;
