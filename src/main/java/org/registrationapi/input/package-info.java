/**
 * Checks of a request's fields: email addresses, IP addresses, ids, cursors, and the list of all
 * faults. All features use it; it does not depend on HTTP.
 */
package org.registrationapi.input;
