/**
 * Writes answers: JSON, HTML pages with their policies, links to the next page and to other routes.
 * Errors are written in {@code http}.
 */
package org.registrationapi.answer;
