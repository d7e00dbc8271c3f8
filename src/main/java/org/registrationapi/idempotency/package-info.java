/** Repeats the first response when a request is repeated with the same Idempotency-Key. */
package org.registrationapi.idempotency;
