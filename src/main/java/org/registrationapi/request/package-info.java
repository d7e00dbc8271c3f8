/**
 * Reads requests: bodies, queries and headers. A fault is refused with a message of our own, and
 * all faults of fields and parameters at once.
 */
package org.registrationapi.request;
