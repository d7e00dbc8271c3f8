package org.registrationapi.mailcheck;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.servers.Server;

/**
 * Checks senders. A result is kept for a while, and those who ask at the same time share one check.
 */
public final class MailCheckService {
  /** How long a result is kept if all is well. */
  private static final Duration LIFE = Duration.ofMinutes(15);

  /** How long another result is kept, so that a correction is seen soon. */
  private static final Duration SHORT_LIFE = Duration.ofMinutes(1);

  /** Longer than a check takes if nothing answers. */
  private static final Duration LONG_WAIT = Duration.ofSeconds(30);

  private static final Duration SHORT_WAIT = Duration.ofSeconds(1);
  private static final int MAX_SENDERS = 1_000;

  private final Optional<ProviderChecks> provider;
  private final Clock clock;
  private final AsyncLoadingCache<String, MailCheck> recent;

  /**
   * @param provider empty: no provider is set
   * @param threads run the checks
   */
  public MailCheckService(Optional<ProviderChecks> provider, Executor threads, Clock clock) {
    this(provider, threads, clock, Ticker.systemTicker());
  }

  MailCheckService(
      Optional<ProviderChecks> provider, Executor threads, Clock clock, Ticker ticker) {
    this.provider = provider;
    this.clock = clock;
    recent =
        Caffeine.newBuilder()
            .maximumSize(MAX_SENDERS)
            .expireAfter(Expiry.<String, MailCheck>creating((sender, check) -> life(check)))
            .executor(threads)
            .ticker(ticker)
            .buildAsync(this::check);
  }

  private static Duration life(MailCheck check) {
    return check.is(CheckState.OK) ? LIFE : SHORT_LIFE;
  }

  private MailCheck check(String sender) {
    return result(sender, provider.orElseThrow().checks().of(EmailAddress.parse(sender)));
  }

  private MailCheck result(String sender, List<CheckResult> checks) {
    var word = provider.map(ProviderChecks::provider).orElse(MailCheck.Provider.MAILBOX).word();
    return new MailCheck(word, sender, CheckState.worst(checks).word(), clock.instant(), checks);
  }

  /**
   * The check of a sender, at most 15 minutes old. It may take some seconds.
   *
   * @param server whose sender is checked; if empty, that of servers without one of their own
   */
  public MailCheck now(Optional<Server> server) {
    return sender(server).map(this::now).orElseGet(this::withoutProvider);
  }

  /** Like {@link #now(Optional)}, but waits for a second only; empty if that was not enough. */
  public Optional<MailCheck> soon(Optional<Server> server) {
    var sender = sender(server);
    if (sender.isEmpty()) return Optional.of(withoutProvider());
    return within(SHORT_WAIT, sender.get());
  }

  /** The senders of servers without one of their own; empty if nothing sends mails. */
  Optional<String> defaultSender() {
    return provider.map(ProviderChecks::defaultSender);
  }

  /** The check of a sender; like {@link #now(Optional)}. */
  MailCheck now(String sender) {
    return within(LONG_WAIT, sender)
        .orElseGet(
            () ->
                result(
                    sender,
                    List.of(
                        CheckResult.unknown(
                            CheckName.PROVIDER,
                            "The checks have not ended within 30 seconds.",
                            "Check again later."))));
  }

  /** Empty: nothing sends mails. */
  private Optional<String> sender(Optional<Server> server) {
    return defaultSender().map(usual -> server.map(Server::mailFrom).orElse(usual));
  }

  private MailCheck withoutProvider() {
    return result(
        null,
        List.of(
            CheckResult.warning(
                CheckName.PROVIDER,
                "No mail provider is set, so no mail is sent; mails are kept for the mailbox.",
                "Set MJ_APIKEY_PUBLIC, MJ_APIKEY_PRIVATE and MAIL_FROM, or SMTP_URL and MAIL_FROM.")));
  }

  private Optional<MailCheck> within(Duration wait, String sender) {
    try {
      return Optional.of(recent.get(sender).get(wait.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a sender could not be checked", e);
    }
  }
}
