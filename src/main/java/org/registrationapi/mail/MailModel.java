package org.registrationapi.mail;

import org.registrationapi.text.Messages;

/**
 * What a mail's template is filled with.
 *
 * @param linkLife in words
 * @param pinLife in words
 */
public record MailModel(
    Messages messages,
    String subject,
    String displayName,
    String recipient,
    String link,
    String pin,
    String linkLife,
    String pinLife) {}
