package org.registrationapi.mailbox;

/**
 * The parameters of the page of one mail.
 *
 * @param url of the list
 */
public record MailboxMailModel(String css, String url, SentMail mail) {}
