/**
 * What a mail is: its kind, its state, its texts in each language, and its row in the queue.
 * Nothing is sent here.
 */
package org.registrationapi.mail;
