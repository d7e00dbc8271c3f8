/** Answers that are given again when a request is repeated with the same Idempotency-Key. */
package org.registrationapi.idempotency;
