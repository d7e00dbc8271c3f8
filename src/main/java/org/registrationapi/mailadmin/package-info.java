/** Mails as the operator sees them: searching, trying again, cancelling, and numbers. */
package org.registrationapi.mailadmin;
