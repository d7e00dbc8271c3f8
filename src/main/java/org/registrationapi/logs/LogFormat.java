package org.registrationapi.logs;

/** How log lines are written. */
public enum LogFormat {
  /** A line for people; an exception follows on indented lines. */
  TEXT,
  /** One JSON object a line, exceptions in it. */
  JSON
}
