/**
 * The documentation page and the OpenAPI document. The document is made from the annotations of the
 * handlers, the route table and a page of texts.
 */
package org.registrationapi.docs;
