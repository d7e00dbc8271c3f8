/**
 * The parts that all routes share: the HTTP server, access to routes, errors as problem+json,
 * headers and the request log. Only routes and the wiring use this package.
 */
package org.registrationapi.http;
