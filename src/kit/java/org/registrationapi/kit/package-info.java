/**
 * What the tests, the browser's tests, the benchmarks and the training share: processes that are
 * started, ports for them, and a Mailjet to call. It is no part of the application.
 */
package org.registrationapi.kit;
