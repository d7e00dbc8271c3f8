package org.registrationapi.commands;

import java.util.Optional;
import java.util.function.Function;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.input.Cursor;
import org.registrationapi.input.FieldChecks;
import picocli.CommandLine.Option;

/** The options of a list that is read in pages. */
final class Paging {
  private static final int MAX_LIMIT = 1_000;

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description = "How many to list, at most 1000; without it 50.")
  private int limit;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Where to continue, as the page before says.")
  private String cursor;

  /** The size of the page. A fault is noted. */
  int limit(FieldChecks checks) {
    if (limit < 1 || limit > MAX_LIMIT)
      checks.add("limit", FieldCode.OUT_OF_RANGE, "must be a whole number from 1 to " + MAX_LIMIT);
    return limit;
  }

  /**
   * Where the page begins; empty at the first page. A fault is noted.
   *
   * @param read returns empty for a position that the list does not have
   */
  <T> Optional<T> position(FieldChecks checks, Function<String, Optional<T>> read) {
    var position = Optional.ofNullable(cursor).flatMap(Cursor::read).flatMap(read);
    if (cursor != null && position.isEmpty())
      checks.add("cursor", FieldCode.INVALID_CURSOR, "is not a cursor of this list");
    return position;
  }
}
