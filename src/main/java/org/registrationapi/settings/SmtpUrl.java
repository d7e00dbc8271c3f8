package org.registrationapi.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Optional;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.input.Loopback;
import org.registrationapi.secrets.Secret;
import org.registrationapi.transport.MailSettings.Encryption;
import org.registrationapi.transport.MailSettings.Login;
import org.registrationapi.transport.MailSettings.Sender;
import org.registrationapi.transport.MailSettings.Smtp;

/** The address of an SMTP server, with what to sign in with. */
record SmtpUrl(String host, int port, Encryption encryption, Optional<Login> login) {
  private static final int TLS_PORT = 465;
  private static final int SUBMISSION_PORT = 587;
  private static final int LAST_PORT = 65_535;

  /**
   * Parses a URL. On this machine {@code smtp} is not encrypted.
   *
   * @throws IllegalArgumentException if it is invalid; the message follows the name of the setting
   *     and does not quote the URL
   */
  static SmtpUrl parse(String text) {
    var url = uri(text);
    var isTls = scheme(url).equals("smtps");
    var port = url.getPort() >= 0 ? url.getPort() : isTls ? TLS_PORT : SUBMISSION_PORT;
    var hasMore = !url.getPath().matches("/?") || url.getQuery() != null;
    if (hasMore || url.getFragment() != null || port < 1 || port > LAST_PORT) throw malformed();
    var host = url.getHost().replaceAll("[\\[\\]]", "");
    var plain = Loopback.isHost(host) ? Encryption.NONE : Encryption.STARTTLS;
    return new SmtpUrl(host, port, isTls ? Encryption.TLS : plain, login(url.getRawUserInfo()));
  }

  private static URI uri(String text) {
    try {
      var url = new URI(text);
      var isSmtp = scheme(url).equals("smtp") || scheme(url).equals("smtps");
      if (isSmtp && url.getHost() != null) return url;
    } catch (URISyntaxException e) {
      // reported below; the message of the exception quotes the URL
    }
    throw malformed();
  }

  private static String scheme(URI url) {
    return url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "must be a URL such as smtps://user:password@smtp.example.com:465; in the user and the"
            + " password write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25");
  }

  private static Optional<Login> login(String userInfo) {
    if (userInfo == null) return Optional.empty();
    var parts = userInfo.split(":", 2);
    var user = decode(parts[0]);
    var password = parts.length == 1 ? "" : decode(parts[1]);
    if (user.isEmpty() || password.isEmpty())
      throw new IllegalArgumentException("must have both a user and a password, or neither");
    if (!FieldChecks.isPrintable(user + password))
      throw new IllegalArgumentException("has a control character in the user or the password");
    return Optional.of(new Login(user, new Secret(password)));
  }

  /** A plus sign is not a blank here. */
  private static String decode(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
  }

  /** The server for mails of this sender. */
  Smtp from(Sender sender) {
    return new Smtp(host, port, encryption, login, sender);
  }
}
