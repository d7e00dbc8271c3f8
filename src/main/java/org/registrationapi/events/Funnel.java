package org.registrationapi.events;

import io.javalin.openapi.OpenApiDescription;
import io.javalin.openapi.OpenApiExample;
import io.javalin.openapi.OpenApiRequired;
import java.time.LocalDate;
import java.util.List;

/**
 * How many users reached each stage, day by day.
 *
 * @param from first day
 * @param to last day
 * @param isDeliveryKnown whether the mail provider reports what became of mails
 * @param days all of them, the oldest first
 */
public record Funnel(
    @OpenApiRequired @OpenApiExample("2026-11-01") LocalDate from,
    @OpenApiRequired @OpenApiExample("2026-11-30") @OpenApiDescription("Included") LocalDate to,
    @OpenApiRequired
        @OpenApiDescription(
            "Whether Mailjet's events tell what became of mails. If false, `delivered` counts only mails whose link "
                + "or PIN was used, and `bounced`, `blocked` and `spam` may be too low")
        boolean isDeliveryKnown,
    @OpenApiRequired FunnelCounts totals,
    @OpenApiRequired @OpenApiDescription("Every day, the oldest first") List<Day> days) {

  /** What happened on one day (UTC), no matter when the users registered. */
  public record Day(
      @OpenApiRequired @OpenApiExample("2026-11-22") LocalDate day,
      @OpenApiRequired FunnelCounts counts) {}
}
