package org.registrationapi.mailadmin;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiIgnore;
import io.javalin.openapi.OpenApiPropertyType;
import io.javalin.openapi.OpenApiRequired;
import java.util.List;
import org.registrationapi.mail.MailStatus;

/** Statistics on the mails of all servers. */
public record MailStatistics(
    @OpenApiRequired @OpenApiExample("3") @OpenApiDescription("Waiting for Mailjet or a limit")
        long queued,
    @OpenApiRequired
        @OpenApiExample("0")
        @OpenApiDescription(
            "Waiting until the operator fixes a problem, such as a sender that Mailjet refuses")
        long held,
    @OpenApiExample("12")
        @OpenApiDescription(
            "Seconds since the oldest queued mail was requested; null if none is queued")
        Long oldestQueuedSeconds,
    @OpenApiRequired @OpenApiExample("120") @OpenApiDescription("In the last 24 hours") long sent,
    @OpenApiRequired
        @OpenApiExample("1")
        @OpenApiDescription("Refused permanently in the last 24 hours")
        long failed,
    @OpenApiRequired
        @OpenApiDescription(
            "What became of the mails that were sent or refused in the last 24 hours, and of those that wait; most "
                + "first, at most 50")
        List<ReasonCount> reasons) {

  @OpenApiIgnore
  MailStatistics with(List<ReasonCount> counts) {
    return new MailStatistics(queued, held, oldestQueuedSeconds, sent, failed, counts);
  }

  /**
   * Mails that share their status and reason.
   *
   * @param reason null if there is none
   */
  public record ReasonCount(
      @OpenApiRequired @OpenApiExample("bounced") @OpenApiPropertyType(definedBy = MailStatus.class)
          String status,
      @OpenApiExample("hard bounce: user unknown (recipient)") String reason,
      @OpenApiRequired @OpenApiExample("2") long mails) {}
}
