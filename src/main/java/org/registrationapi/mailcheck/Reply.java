package org.registrationapi.mailcheck;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a question to Mailjet, to DNS or to the database came to.
 *
 * @param value empty if there is no such thing, or if it is not known
 * @param trouble why it is not known; empty if it is
 */
public record Reply<T>(Optional<T> value, Optional<Trouble> trouble) {
  /**
   * Why something is not known.
   *
   * @param why for people, without secrets; the part of a sentence after a colon
   * @param isRefusal whether our credentials were refused
   */
  public record Trouble(String why, boolean isRefusal) {}

  /** The answer. */
  public static <T> Reply<T> of(T value) {
    return new Reply<>(Optional.of(value), Optional.empty());
  }

  /** There is no such thing. */
  public static <T> Reply<T> absent() {
    return new Reply<>(Optional.empty(), Optional.empty());
  }

  /** It is not known. */
  public static <T> Reply<T> unknown(Trouble trouble) {
    return new Reply<>(Optional.empty(), Optional.of(trouble));
  }

  /**
   * It is not known, and no credentials were refused.
   *
   * @param why see {@link Trouble}
   */
  public static <T> Reply<T> unknown(String why) {
    return unknown(new Trouble(why, false));
  }

  /** The same with another value. */
  public <U> Reply<U> map(Function<T, U> function) {
    return new Reply<>(value.map(function), trouble);
  }
}
