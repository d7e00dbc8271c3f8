/** The password policy, and checking a user's password. */
package org.registrationapi.passwords;
