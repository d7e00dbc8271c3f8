package org.registrationapi.commands;

import java.util.ArrayList;
import java.util.List;
import org.registrationapi.mailcheck.CheckResult;
import org.registrationapi.mailcheck.MailCheck;

/** A check of a sender for people: what was found, and below it what to do. */
final class MailCheckTable {
  private MailCheckTable() {}

  static Table of(MailCheck check) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("Provider", "", check.provider()));
    if (check.sender() != null) rows.add(List.of("From", "", check.sender()));
    check.checks().forEach(result -> add(rows, result));
    return new Table(rows);
  }

  private static void add(List<List<String>> rows, CheckResult result) {
    rows.add(List.of(result.title(), result.state(), result.found()));
    if (result.toDo() != null) rows.add(List.of("", "", result.toDo()));
    var record = result.record();
    if (record != null)
      rows.add(List.of("", "", record.name() + " " + record.type() + " " + record.value()));
  }
}
