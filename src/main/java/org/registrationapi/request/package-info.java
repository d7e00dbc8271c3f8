/**
 * Reads requests and writes answers: bodies, queries, headers, the client's address, JSON and HTML
 * pages.
 */
package org.registrationapi.request;
