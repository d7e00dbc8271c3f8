/**
 * What a request's fields are checked with: email addresses, IP addresses, ids, cursors, and the
 * list of all faults. It stands below the features, which all use it, and knows nothing of HTTP.
 */
package org.registrationapi.input;
