/**
 * Tells who sent a request: the client's address behind trusted proxies, whether the request was
 * made on this machine, and the credentials of those that have no API key.
 */
package org.registrationapi.client;
