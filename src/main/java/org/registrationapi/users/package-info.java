/** Finding, listing, changing and deleting users. */
package org.registrationapi.users;
