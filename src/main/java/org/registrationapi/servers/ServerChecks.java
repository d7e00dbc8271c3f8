package org.registrationapi.servers;

import java.util.regex.Pattern;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.mail.MailText;
import org.registrationapi.text.Colour;
import org.registrationapi.text.Logo;

/** Validates a server's settings. */
public final class ServerChecks {
  /** The form of a server's name. */
  public static final Pattern NAME = Pattern.compile(ServerChecks.NAME_FORM);

  static final String NAME_FORM = "[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?";

  static final long MIN_TTL = 300; // 5 minutes
  static final long MAX_TTL = 2_592_000; // 30 days
  static final int MAX_MIN_PASSWORD = 64;
  static final int MAX_DAILY_LIMIT = 1_000_000;

  static final int MAX_NAME_LENGTH = 100;

  private ServerChecks() {}

  /** Checks a new server; like {@link #check(String, ServerSettings)}. */
  static void check(ServerRequest server) {
    check(server.name(), server.settings());
  }

  /**
   * Checks a server's name and settings.
   *
   * @throws Failure 422 with all faults
   */
  static void check(String name, ServerSettings server) {
    var checks = new FieldChecks();
    if (checks.required("name", name) && !NAME.matcher(name).matches())
      checks.add(
          "name",
          FieldCode.INVALID_NAME,
          "must be 1 to 63 lower case letters, digits, hyphens and dots, such as shop-eu");
    checks.line("display_name", server.displayName(), MAX_NAME_LENGTH);
    checks.email("mail_from", server.mailFrom());
    checks.line("mail_from_name", server.mailFromName(), MAX_NAME_LENGTH);
    checks.email("mail_reply_to", server.mailReplyTo());
    checks.parsed("redirect_url", server.redirectUrl(), FieldCode.INVALID_URL, TargetUrl::parse);
    checks.parsed("home_url", server.homeUrl(), FieldCode.INVALID_URL, TargetUrl::parse);
    checks.locale("locale", server.locale());
    var ttl = server.validationTtl();
    if (ttl != null && (ttl < MIN_TTL || ttl > MAX_TTL))
      checks.add("validation_ttl", FieldCode.OUT_OF_RANGE, "must be 300 to 2592000 seconds");
    checkMails(checks, server);
    var length = server.passwordMinLength();
    if (length != null && (length < Server.MIN_PASSWORD_LENGTH || length > MAX_MIN_PASSWORD))
      checks.add("password_min_length", FieldCode.OUT_OF_RANGE, "must be 8 to 64 characters");
    if (server.privacy() != null && Privacy.of(server.privacy()).isEmpty())
      checks.add("privacy", FieldCode.UNKNOWN_VALUE, "must be standard or strict");
    checks.done();
  }

  private static void checkMails(FieldChecks checks, ServerSettings server) {
    checks.parsed("accent_colour", server.accentColour(), FieldCode.INVALID_COLOUR, Colour::parse);
    checks.parsed("logo_url", server.logoUrl(), FieldCode.INVALID_URL, Logo::parse);
    checks.lines("text_above", server.textAbove(), MailText.MAX_LENGTH);
    checks.lines("text_below", server.textBelow(), MailText.MAX_LENGTH);
    MailTextChecks.check(checks, server.mailTexts());
    var limit = server.mailDailyLimit();
    if (limit != null && (limit < 1 || limit > MAX_DAILY_LIMIT))
      checks.add("mail_daily_limit", FieldCode.OUT_OF_RANGE, "must be 1 to 1000000 mails");
  }
}
