/**
 * Previews and test mails of a server, so that its texts and its logo can be seen before a user
 * gets them.
 */
package org.registrationapi.servermails;
