package org.registrationapi.ha;

/** Adapts documented configurations to the ports and files of a test. */
final class Texts {
  private Texts() {}

  /**
   * Replaces the first match.
   *
   * @param what a regular expression
   * @throws AssertionError if there is none, because the documentation has changed
   */
  static String replaced(String text, String what, String by) {
    var result = text.replaceFirst(what, by);
    if (result.equals(text)) throw new AssertionError("there is no " + what + " in " + text);
    return result;
  }
}
