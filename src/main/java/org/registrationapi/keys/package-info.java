/**
 * API keys: their text, their kind, and the caller that a valid key stands for. It stands below
 * {@code http}, which checks the key of each request.
 */
package org.registrationapi.keys;
