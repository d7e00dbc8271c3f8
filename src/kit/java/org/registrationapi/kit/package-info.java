/**
 * Shared by the tests, the browser tests, the benchmarks and the training: child processes, ports
 * for them, and a Mailjet stub. It is not part of the application.
 */
package org.registrationapi.kit;
