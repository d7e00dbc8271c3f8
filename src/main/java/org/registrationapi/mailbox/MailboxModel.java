package org.registrationapi.mailbox;

import java.util.List;

/**
 * The parameters of the page that lists the mails.
 *
 * @param url of the page itself, without a query
 * @param query the text that was searched for; empty: none
 * @param isPart whether there may be mails that the page does not list
 * @param next the query of the next page; empty on the last one
 */
public record MailboxModel(
    String css, String url, String query, boolean isPart, List<SentMail> mails, String next) {}
