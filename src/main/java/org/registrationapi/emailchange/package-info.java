/** Changing a user's address: the new one is proven by a link, and the old one is told. */
package org.registrationapi.emailchange;
