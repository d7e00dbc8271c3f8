/**
 * Shared by the tests, the browser tests, the benchmarks and the training: child processes, ports
 * for them, a Mailjet stub, and an SMTP server. It is not part of the application.
 */
package org.registrationapi.kit;
