package org.registrationapi.mail;

import java.util.Optional;

/**
 * A mail as it is read.
 *
 * @param link what the mail asks to follow; empty: nothing
 */
public record MailContent(String subject, String html, String text, Optional<String> link) {}
