/**
 * Texts and templates of pages and mails in each language, and what is drawn in them: colours and
 * logos.
 */
package org.registrationapi.text;
