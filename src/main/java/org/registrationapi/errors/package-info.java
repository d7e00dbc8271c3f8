/**
 * Failures that are reported to callers, with a stable code. The kind of the code decides the HTTP
 * status; {@code http} translates it.
 */
package org.registrationapi.errors;
