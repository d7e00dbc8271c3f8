/** Changes a user's address: a link proves the new address, and a mail tells the old one. */
package org.registrationapi.emailchange;
