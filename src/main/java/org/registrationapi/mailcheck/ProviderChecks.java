package org.registrationapi.mailcheck;

/**
 * The checks of the provider in the settings.
 *
 * @param provider its name in answers
 * @param defaultSender of servers without a sender of their own
 */
public record ProviderChecks(
    MailCheck.Provider provider, String defaultSender, SenderChecks checks) {}
