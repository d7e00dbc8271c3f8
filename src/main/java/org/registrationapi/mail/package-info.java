/**
 * Mails: their kinds, states, texts in each language, and rows in the queue. Nothing is sent here.
 *
 * <p>These classes read and write the table {@code mails}:
 *
 * <ul>
 *   <li>{@code MailDao} deletes the mails of a user or server, and makes a server's mails due
 *   <li>{@code OutboxDao} queues mails to users, deletes queued ones, moves them to a new user id
 *   <li>{@code TestMailDao} queues test mails, which belong to no user
 *   <li>{@code MailQueueDao} claims due mails for the sender
 *   <li>{@code MailSettlementDao} stores the result of each claimed mail
 *   <li>{@code MailProofDao} settles a mail whose link or PIN was used
 *   <li>{@code MailEventDao} changes the status of sent mails by Mailjet's events
 *   <li>{@code MailRecordDao} lists mails for the operator, sends them again, cancels them
 *   <li>{@code MailStatisticsDao} counts mails for the operator
 *   <li>{@code MailboxDao} tells the development mailbox whether mails are being sent
 *   <li>{@code UserDetailsDao} and {@code UserPageDao} read the status of a user's mail in a view
 * </ul>
 */
package org.registrationapi.mail;
