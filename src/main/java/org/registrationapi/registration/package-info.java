/**
 * Registers users: checks the fields, hashes the password, and in one transaction stores the user
 * and queues the mail.
 */
package org.registrationapi.registration;
