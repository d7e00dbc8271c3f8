/**
 * Registering a user: the checks, the password's hash, and one transaction that stores the user and
 * queues the mail.
 */
package org.registrationapi.registration;
