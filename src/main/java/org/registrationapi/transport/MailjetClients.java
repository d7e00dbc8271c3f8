package org.registrationapi.transport;

import com.mailjet.client.ClientOptions;
import com.mailjet.client.MailjetClient;
import com.mailjet.client.errors.MailjetException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** Makes clients of Mailjet's library, and says why their calls failed. */
public final class MailjetClients {
  private MailjetClients() {}

  /**
   * A client that never retries by itself, because a mail sent twice is worse than one sent later.
   *
   * @param timeout of a whole call, which the library does not limit
   */
  public static MailjetClient of(MailSettings.Mailjet settings, Duration timeout) {
    return new MailjetClient(
        ClientOptions.builder()
            .baseUrl(settings.url().toString())
            .apiKey(settings.publicKey())
            .apiSecretKey(settings.privateKey().value())
            .okHttpClient(http(timeout))
            .build());
  }

  private static OkHttpClient http(Duration timeout) {
    return NeverSentException.tellIn(new OkHttpClient.Builder())
        .connectTimeout(Duration.ofSeconds(5))
        .readTimeout(timeout)
        .writeTimeout(Duration.ofSeconds(10))
        .callTimeout(timeout)
        .retryOnConnectionFailure(false)
        .followRedirects(false) // credentials and mails go only to the configured URL
        .followSslRedirects(false)
        .connectionPool(new ConnectionPool(5, 10, TimeUnit.SECONDS))
        .build();
  }

  /** Why a call failed, for people; without addresses and secrets. */
  public static String reason(MailjetException e) {
    return MailjetFaults.pause(e)
        .map(MailPause::reason)
        .orElseGet(() -> MailjetFaults.retry(e).reason());
  }

  /** Whether a call failed because Mailjet does not accept the API key. */
  public static boolean isUnauthorized(MailjetException e) {
    return MailjetFaults.pause(e)
        .filter(pause -> pause.kind() == MailPause.Kind.UNAUTHORIZED)
        .isPresent();
  }
}
