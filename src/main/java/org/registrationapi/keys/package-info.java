/**
 * API keys: their text, their kind, and the caller that a valid key identifies. {@code http} uses
 * this package to check the key of each request.
 */
package org.registrationapi.keys;
