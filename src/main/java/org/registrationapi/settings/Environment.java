package org.registrationapi.settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretText;

/**
 * Reads variables, and collects all faults instead of stopping at the first. A blank variable
 * counts as not set.
 */
final class Environment {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})([smhd])");

  /** What Java puts in the place of bytes that the locale's encoding does not have. */
  private static final char UNDECODED = '\uFFFD';

  private final Map<String, String> variables;
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> secretNames = new LinkedHashSet<>();
  private final Set<String> faults = new LinkedHashSet<>(); // a variable may be read twice

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /** The variables read so far. */
  Set<String> names() {
    return names;
  }

  /** The secrets among them. */
  Set<String> secretNames() {
    return secretNames;
  }

  /** The faults found so far, one sentence each, without secrets. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  void fault(String name, String message) {
    faults.add(name + " " + message);
  }

  Optional<String> text(String name) {
    names.add(name);
    return variable(name);
  }

  private Optional<String> variable(String name) {
    var value = variables.getOrDefault(name, "").strip();
    if (value.indexOf(UNDECODED) >= 0)
      fault(
          name, "has characters that cannot be decoded; use UTF-8, and start with LC_ALL=C.UTF-8");
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** A secret from {@code NAME}, or from the file that {@code NAME_FILE} names. */
  Optional<Secret> secret(String name) {
    secretNames.add(name);
    var file = variable(name + "_FILE");
    var value = text(name);
    if (file.isEmpty()) return value.flatMap(text -> checked(name, text));
    if (value.isPresent()) {
      fault(name, "and " + name + "_FILE are both set; set one of them");
      return Optional.empty();
    }
    try {
      var content = SecretText.in(Path.of(file.get()));
      if (content.isEmpty()) fault(name + "_FILE", "names an empty file");
      return content.isEmpty() ? Optional.empty() : Optional.of(new Secret(content));
    } catch (IllegalArgumentException e) {
      fault(name + "_FILE", "names a file that " + e.getMessage() + ": " + file.get());
      return Optional.empty();
    } catch (IOException e) {
      fault(name + "_FILE", "names a file that cannot be read: " + file.get());
      return Optional.empty();
    }
  }

  private Optional<Secret> checked(String name, String value) {
    try {
      return Optional.of(new Secret(SecretText.in(value)));
    } catch (IllegalArgumentException e) {
      fault(name, e.getMessage());
      return Optional.empty();
    }
  }

  int number(String name, int absent, int min, int max) {
    var value = text(name);
    if (value.isEmpty()) return absent;
    try {
      var number = Integer.parseInt(value.get());
      if (number >= min && number <= max) return number;
    } catch (NumberFormatException e) {
      // noted below
    }
    fault(name, "must be a whole number from " + min + " to " + max);
    return absent;
  }

  /** A number with a unit: 90s, 15m, 24h, 7d; or 0. */
  Duration duration(String name, Duration absent, Duration min, Duration max) {
    var value = text(name);
    if (value.isEmpty()) return absent;
    var match = DURATION.matcher(value.get().equals("0") ? "0s" : value.get());
    if (match.matches()) {
      var duration = Duration.ofSeconds(Long.parseLong(match.group(1)) * seconds(match.group(2)));
      if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) return duration;
    }
    fault(
        name, "must be a time such as 90s, 15m, 24h or 7d, from " + text(min) + " to " + text(max));
    return absent;
  }

  private static long seconds(String unit) {
    return switch (unit) {
      case "s" -> 1;
      case "m" -> 60;
      case "h" -> 3_600;
      default -> 86_400;
    };
  }

  private static String text(Duration duration) {
    if (duration.toSeconds() % 3_600 == 0) return duration.toHours() + "h";
    return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
  }

  boolean flag(String name, boolean absent) {
    var value = text(name);
    if (value.isEmpty()) return absent;
    if (!Set.of("on", "off").contains(value.get())) fault(name, "must be on or off");
    return value.get().equals("on");
  }

  /** One of a few words, in lower case: the names of an enum's values. */
  <T extends Enum<T>> T word(String name, T absent) {
    var value = text(name);
    if (value.isEmpty()) return absent;
    var words = new ArrayList<String>();
    for (var one : absent.getDeclaringClass().getEnumConstants()) {
      var word = one.name().toLowerCase(Locale.ROOT);
      if (word.equals(value.get())) return one;
      words.add(word);
    }
    fault(name, "must be " + String.join(" or ", words));
    return absent;
  }

  /** An http or https URL; a slash at its end is dropped. */
  URI url(String name, URI absent) {
    var value = text(name);
    if (value.isEmpty()) return absent;
    try {
      var url = new URI(value.get().replaceFirst("/+$", ""));
      var http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getQuery() == null && url.getFragment() == null)
        return url;
    } catch (URISyntaxException e) {
      // noted below
    }
    fault(name, "must be a URL such as https://register.example.com");
    return absent;
  }
}
