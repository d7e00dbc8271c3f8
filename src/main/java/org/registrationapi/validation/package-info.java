/**
 * Activating a user by the link or the PIN of the mail, sending both again, and rejecting a
 * registration.
 */
package org.registrationapi.validation;
