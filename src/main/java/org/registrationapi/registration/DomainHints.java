package org.registrationapi.registration;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.registrationapi.input.EditDistance;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.text.Resources;

/**
 * Finds the common mail domain that a mistyped domain probably stands for. It prefers missing a
 * typo to questioning a real domain: short names need a closer match than long ones, and the domain
 * of one country is never taken for a typo of another's.
 */
final class DomainHints {
  private static final int MAX_FAULTS = 2;

  /**
   * Lengths of names, in letters. Nearly every word shorter than the first is a registered domain.
   */
  private static final int SHORT_NAME = 4;

  private static final int CLEAR_NAME = 5;
  private static final int LONG_NAME = 7;

  private static final List<Domain> COMMON = domains("/mail-domains/common.txt");
  private static final Set<String> COMMON_NAMES =
      COMMON.stream().map(Domain::name).collect(Collectors.toUnmodifiableSet());
  private static final Set<Domain> KNOWN =
      Stream.concat(COMMON.stream(), domains("/mail-domains/similar.txt").stream())
          .collect(Collectors.toUnmodifiableSet());

  /** Top-level domains of countries: ISO 3166-1, and the two that are not in it. */
  private static final Set<String> COUNTRIES =
      Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of("UK", "EU"))
          .map(code -> code.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());

  private DomainHints() {}

  /** The two parts of a domain: {@code hotmail} and {@code co.uk}. */
  private record Domain(String name, String suffix) {
    static Domain of(String domain) {
      var dot = domain.indexOf('.');
      return new Domain(domain.substring(0, dot), domain.substring(dot + 1));
    }

    String top() {
      return suffix.substring(suffix.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
      return name + "." + suffix;
    }
  }

  private static List<Domain> domains(String path) {
    return Resources.text(path)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Domain::of)
        .toList();
  }

  /**
   * The address with the domain that was probably meant and the local part as typed; empty if the
   * domain is known, or not similar to a known one.
   */
  static Optional<String> suggestion(EmailAddress email) {
    var ascii = email.key().substring(email.key().indexOf('@') + 1);
    var typed = Domain.of(IDN.toUnicode(ascii)); // gmaïl is one letter from gmail, xn--gmal-nza not
    if (KNOWN.contains(typed)) return Optional.empty();
    var local = email.address().substring(0, email.address().indexOf('@') + 1);
    Domain nearest = null;
    for (var common : COMMON)
      if (isTypoOf(common, typed)
          && (nearest == null || faults(common, typed) < faults(nearest, typed))) nearest = common;
    return Optional.ofNullable(nearest).map(meant -> local + meant);
  }

  private static boolean isTypoOf(Domain common, Domain typed) {
    return Math.abs(common.name.length() - typed.name.length())
            <= MAX_FAULTS // else the distance is larger
        && Math.abs(common.suffix.length() - typed.suffix.length()) <= 1
        && faults(common, typed) <= MAX_FAULTS
        && isNameTypo(common.name, typed.name)
        && isSuffixTypo(common, typed);
  }

  private static int faults(Domain common, Domain typed) {
    return EditDistance.between(common.name, typed.name)
        + EditDistance.between(common.suffix, typed.suffix);
  }

  /**
   * Whether a name is a typo of a common one. A longer name may have more faults, because fewer
   * other names are similar to it.
   */
  private static boolean isNameTypo(String common, String typed) {
    if (common.equals(typed)) return true;
    if (COMMON_NAMES.contains(typed)) return false; // the name is right, the suffix may be wrong
    if (common.length() < SHORT_NAME) return false;
    var faults = EditDistance.between(common, typed);
    if (common.length() < CLEAR_NAME)
      return faults == 1 && letters(common).equals(letters(typed)); // swapped
    if (faults == 1) return true;
    return common.length() >= LONG_NAME
        && common.charAt(0) == typed.charAt(0); // few people mistype the first letter
  }

  private static List<Integer> letters(String name) {
    return name.chars().sorted().boxed().toList();
  }

  /**
   * Whether a suffix has one fault. The domain of a country is no typo, unless a letter is missing
   * (co for com).
   */
  private static boolean isSuffixTypo(Domain common, Domain typed) {
    if (common.suffix.equals(typed.suffix)) return true;
    if (EditDistance.between(common.suffix, typed.suffix) > 1) return false;
    if (common.top().equals(typed.top())) return true; // con.br
    if (COUNTRIES.contains(typed.top()))
      return typed.suffix.length() < common.suffix.length() && common.name.length() >= CLEAR_NAME;
    return common.suffix.length() > 2 || typed.suffix.length() <= 2; // web.dev is no typo
  }
}
