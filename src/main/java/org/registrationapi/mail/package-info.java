/**
 * Mails: their kinds, states, texts in each language, and rows in the queue. Nothing is sent here.
 */
package org.registrationapi.mail;
