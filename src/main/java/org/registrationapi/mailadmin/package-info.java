/** Mails for the operator: search, retry, cancel, and statistics. */
package org.registrationapi.mailadmin;
