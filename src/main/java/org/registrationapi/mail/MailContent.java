package org.registrationapi.mail;

/**
 * A mail as it is read.
 *
 * @param link what the mail asks to follow
 */
public record MailContent(String subject, String html, String text, String link) {}
