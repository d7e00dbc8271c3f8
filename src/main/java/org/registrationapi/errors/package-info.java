/**
 * Failures that a client is told of, by a stable code. The code's kind decides the HTTP status;
 * {@code http} translates it.
 */
package org.registrationapi.errors;
