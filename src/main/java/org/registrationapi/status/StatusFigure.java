package org.registrationapi.status;

/**
 * One of the large figures of the status page, with the number that it is a share of.
 *
 * @param ofWhat what the other number counts; empty: no share is shown
 * @param isKnown whether the number is complete
 */
public record StatusFigure(String name, long number, long of, String ofWhat, boolean isKnown) {

  StatusFigure(String name, long number, long of, String ofWhat) {
    this(name, number, of, ofWhat, true);
  }

  /** The same number, which is a minimum because events about others are missing. */
  StatusFigure unknown() {
    return new StatusFigure(name, number, of, ofWhat, false);
  }

  /** The number, or that it is unknown. */
  public String value() {
    return isKnown ? StatusModel.number(number) : "unknown";
  }

  /**
   * In per cent, rounded; at most 100, because the steps of one day may belong to different users.
   */
  public long percent() {
    return of == 0 || !isKnown ? 0 : Math.min(100, Math.round(100.0 * number / of));
  }

  /** What stands below the number; empty: nothing. */
  public String note() {
    if (!isKnown) return "at least " + StatusModel.number(number) + ", by links and PINs";
    return of == 0 || ofWhat.isEmpty() ? "" : percent() + " % of " + ofWhat;
  }
}
