/**
 * Changes a user's address: a link proves the new address, and another one, mailed to the old
 * address, takes the change back.
 */
package org.registrationapi.emailchange;
