/**
 * The Postman collection, made from the OpenAPI document: an order in which every request succeeds,
 * and small scripts that pass ids, cursors, PINs and tokens on.
 */
package org.registrationapi.postman;
