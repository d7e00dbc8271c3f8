package org.registrationapi.events;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiRequired;
import java.util.Map;

/** The number of events of each kind. */
public record FunnelCounts(
    @OpenApiRequired
        @OpenApiExample("120")
        @OpenApiDescription("Registrations, including those that replaced a pending user")
        long registered,
    @OpenApiRequired
        @OpenApiExample("121")
        @OpenApiDescription("Mails with a link that Mailjet accepted")
        long sent,
    @OpenApiRequired
        @OpenApiExample("118")
        @OpenApiDescription(
            "Of these, accepted by the recipient's provider; see `is_delivery_known`")
        long delivered,
    @OpenApiRequired @OpenApiExample("97") @OpenApiDescription("Users activated") long activated,
    @OpenApiRequired @OpenApiExample("2") @OpenApiDescription("Mails that bounced") long bounced,
    @OpenApiRequired @OpenApiExample("0") @OpenApiDescription("Mails Mailjet did not send")
        long blocked,
    @OpenApiRequired @OpenApiExample("0") @OpenApiDescription("Mails reported as spam") long spam,
    @OpenApiRequired @OpenApiExample("1") @OpenApiDescription("Mails refused permanently")
        long failed) {

  static FunnelCounts of(Map<Stage, Long> numbers) {
    return new FunnelCounts(
        numbers.getOrDefault(Stage.REGISTERED, 0L),
        numbers.getOrDefault(Stage.SENT, 0L),
        numbers.getOrDefault(Stage.DELIVERED, 0L),
        numbers.getOrDefault(Stage.ACTIVATED, 0L),
        numbers.getOrDefault(Stage.BOUNCED, 0L),
        numbers.getOrDefault(Stage.BLOCKED, 0L),
        numbers.getOrDefault(Stage.SPAM, 0L),
        numbers.getOrDefault(Stage.FAILED, 0L));
  }

  /**
   * Whether it shows in these numbers that Mailjet's events arrive. Without them only activated
   * users prove that their mails were delivered, and nothing is reported about the other mails.
   */
  @OpenApiIgnore
  boolean showEvents() {
    var isReported = delivered > activated || bounced + blocked + spam > 0;
    return isReported || delivered + lost() >= sent;
  }

  /** Mails that will not arrive, for any reason. */
  @OpenApiIgnore
  public long lost() {
    return bounced + blocked + failed;
  }
}
