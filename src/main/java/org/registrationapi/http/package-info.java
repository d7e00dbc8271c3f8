/**
 * What all routes share: the server, who may call a route, errors as problem+json, headers, the
 * request log and the documentation page. Only routes and the wiring use it.
 */
package org.registrationapi.http;
