package org.registrationapi.events;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.database.Snapshot;
import org.registrationapi.database.Timeouts;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.events.FunnelDao.Count;

/** Reads the funnel: how many users registered, got their mail and were activated. */
public final class FunnelService {
  /** Maximum number of days in one query. */
  public static final int MAX_DAYS = 366;

  /** Default number of days in a query: today and the 29 days before. */
  public static final int USUAL_DAYS = 30;

  /**
   * Days for which the counts of each server are kept. The totals of all servers are kept forever.
   */
  static final int DAYS_KEPT = 400;

  private final Jdbi jdbi;
  private final Clock clock;
  private final boolean canEventsArrive;

  /**
   * @param clock gives the current day, in UTC
   * @param canEventsArrive whether the mail provider can report what became of mails
   */
  public FunnelService(Jdbi jdbi, Clock clock, boolean canEventsArrive) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.canEventsArrive = canEventsArrive;
  }

  /** The current day, in UTC. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /**
   * What happened at one server.
   *
   * @param from first day
   * @param to last day
   * @throws Failure 422 if the last day comes before the first, if there are more than {@link
   *     #MAX_DAYS}, or if the first is no longer kept
   */
  public Funnel of(long serverId, LocalDate from, LocalDate to) {
    if (to.isBefore(from)) throw Failure.invalid("to", FieldCode.OUT_OF_RANGE, "comes before from");
    if (ChronoUnit.DAYS.between(from, to) >= MAX_DAYS)
      throw Failure.invalid(
          "from",
          FieldCode.OUT_OF_RANGE,
          "is more than " + MAX_DAYS + " days, to included, before to");
    if (from.isBefore(today().minusDays(DAYS_KEPT)))
      throw Failure.invalid(
          "from",
          FieldCode.OUT_OF_RANGE,
          "is more than " + DAYS_KEPT + " days ago, which are not kept");
    return read(serverId, from, to);
  }

  /** What happened at all servers together, today and on the days before it. */
  public Funnel ofAll() {
    var to = today();
    var from = to.minusDays(USUAL_DAYS - 1L);
    return funnel(
        from, to, read(dao -> both(dao.sinceAtAll(dao.countedUntil()), dao.totals(from, to))));
  }

  /** What happened at one server, today and on the days before it. */
  public Funnel lately(long serverId) {
    return read(serverId, today().minusDays(USUAL_DAYS - 1L), today());
  }

  /** The number of events of each stage, over all servers and all time. */
  public Map<Stage, Long> ever() {
    return sums(read(dao -> both(dao.sinceAtAll(dao.countedUntil()), dao.sums())));
  }

  private Funnel read(long serverId, LocalDate from, LocalDate to) {
    return funnel(
        from,
        to,
        read(dao -> both(dao.since(serverId, dao.countedUntil()), dao.counts(serverId, from, to))));
  }

  private List<Count> read(Function<FunnelDao, List<Count>> work) {
    return Snapshot.read(
        jdbi,
        tx -> {
          // all servers together may have very many events in two hours
          Timeouts.allowLongStatements(tx);
          return work.apply(tx.attach(FunnelDao.class));
        });
  }

  private static List<Count> both(List<Count> since, List<Count> counts) {
    return Stream.concat(since.stream(), counts.stream()).toList();
  }

  private Funnel funnel(LocalDate from, LocalDate to, List<Count> all) {
    var counts = all.stream().filter(count -> count.isBetween(from, to)).toList();
    var byDay = counts.stream().collect(Collectors.groupingBy(Count::day));
    var days =
        from.datesUntil(to.plusDays(1))
            .map(
                day ->
                    new Funnel.Day(day, FunnelCounts.of(sums(byDay.getOrDefault(day, List.of())))))
            .toList();
    var totals = FunnelCounts.of(sums(counts));
    return new Funnel(from, to, canEventsArrive && totals.showEvents(), totals, days);
  }

  private static Map<Stage, Long> sums(List<Count> counts) {
    var sums = new EnumMap<Stage, Long>(Stage.class);
    for (var count : counts)
      Stage.of(count.kind()).ifPresent(stage -> sums.merge(stage, count.number(), Long::sum));
    return sums;
  }
}
