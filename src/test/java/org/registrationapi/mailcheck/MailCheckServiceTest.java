package org.registrationapi.mailcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.registrationapi.testing.Race;

/** Results are kept for a while, and callers share checks. */
@Timeout(300)
class MailCheckServiceTest {
  private static final CheckResult OK = CheckResult.ok(CheckName.SENDER, "fine");
  private static final CheckResult FAILED = CheckResult.failed(CheckName.SPF, "bad", "do");
  private static final String SENDER = "hello@shop.example";

  private final AtomicInteger checks = new AtomicInteger();
  private final AtomicLong time = new AtomicLong();

  private MailCheckService service(Executor threads, SenderChecks each) {
    var provider = new ProviderChecks(MailCheck.Provider.MAILJET, SENDER, each);
    return new MailCheckService(Optional.of(provider), threads, Clock.systemUTC(), time::get);
  }

  private MailCheckService service(CheckResult result) {
    return service(
        Runnable::run,
        sender -> {
          checks.incrementAndGet();
          return List.of(result);
        });
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }

  @Test
  void a_good_result_is_kept_for_15_minutes() {
    var service = service(OK);

    service.now(Optional.empty());
    pass(Duration.ofSeconds(899));
    service.now(Optional.empty());
    assertThat(checks).hasValue(1);

    pass(Duration.ofSeconds(2));
    service.now(Optional.empty());
    assertThat(checks).hasValue(2);
  }

  @Test
  void another_result_is_kept_for_a_minute_so_that_a_correction_is_seen_soon() {
    var service = service(FAILED);

    service.now(Optional.empty());
    pass(Duration.ofSeconds(59));
    service.now(Optional.empty());
    assertThat(checks).hasValue(1);

    pass(Duration.ofSeconds(2));
    service.now(Optional.empty());
    assertThat(checks).hasValue(2);
  }

  @Test
  void callers_at_the_same_time_share_one_check() {
    var go = new CountDownLatch(1);
    var service =
        service(
            work -> new Thread(work).start(),
            sender -> {
              checks.incrementAndGet();
              await(go);
              return List.of(OK);
            });

    assertThat(service.soon(Optional.empty())).isEmpty();
    go.countDown();
    var results = Race.of(20, i -> service.now(Optional.empty()).state());

    assertThat(results).hasSize(20).containsOnly("ok");
    assertThat(checks).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource({"ok, ok", "unknown, unknown", "warning, warning", "failed, failed"})
  void the_state_of_all_is_the_worst(String state, String whole) {
    var one = new CheckResult("spf", state, "x", null, null);
    var service = service(Runnable::run, sender -> List.of(OK, one, OK));

    assertThat(service.now(Optional.empty()).state()).isEqualTo(whole);
  }

  @Test
  void without_a_provider_that_is_the_only_result() {
    var service =
        new MailCheckService(Optional.empty(), Runnable::run, Clock.systemUTC(), time::get);

    var check = service.now(Optional.empty());

    assertThat(check.provider() + " " + check.sender() + " " + check.state())
        .isEqualTo("mailbox null warning");
    assertThat(check.checks()).extracting(CheckResult::name).containsExactly("provider");
    assertThat(service.soon(Optional.empty()).orElseThrow().checks()).isEqualTo(check.checks());
  }

  @Test
  void a_fault_of_our_own_is_not_kept() {
    var service =
        service(
            Runnable::run,
            sender -> {
              if (checks.incrementAndGet() == 1) throw new IllegalArgumentException("ours");
              return List.of(OK);
            });

    assertThatThrownBy(() -> service.now(Optional.empty()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(service.now(Optional.empty()).state()).isEqualTo("ok");
  }
}
