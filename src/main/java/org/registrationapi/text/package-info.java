/** Texts and templates of pages and mails in each language, and their colours and logos. */
package org.registrationapi.text;
