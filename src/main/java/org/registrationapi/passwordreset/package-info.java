/** Resets a password by a link that is mailed to the user. */
package org.registrationapi.passwordreset;
