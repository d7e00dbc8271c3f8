/** Previews and test mails of a server, to check its texts and its logo before users get them. */
package org.registrationapi.servermails;
