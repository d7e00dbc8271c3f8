/**
 * The development mailbox: without a mail provider, mails are kept in files and shown on pages, and
 * to tests as JSON.
 */
package org.registrationapi.mailbox;
