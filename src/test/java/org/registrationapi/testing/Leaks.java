package org.registrationapi.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.registrationapi.logs.LogFormat;

/**
 * Collects the secrets of a test run, and stores in a file what outsiders and operators can see. A
 * secret can become known after a line was written, so both are compared at the end.
 */
public final class Leaks implements AutoCloseable {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{8,}");

  /** A PIN is a number by itself, not a part of an id, a time or a name, and not a colour. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<![A-Za-z0-9._#-])[0-9]{6,8}(?![A-Za-z0-9_-]|\\.[0-9])");

  private static final Pattern ADDRESS =
      Pattern.compile("[^*\\s@]@[\\p{L}\\p{N}-]+\\.[\\p{L}\\p{N}]{2,}");
  private static final Pattern LINK = Pattern.compile("/validation/([A-Za-z0-9_-]{40,})");
  private static final Pattern PIN = Pattern.compile("(?m)^([0-9]{6,8})$");
  private static final Pattern PASSWORD =
      Pattern.compile("\"password\"\\s*:\\s*(\"(?:[^\"\\\\]++|\\\\.)*+\")");
  private static final Pattern KEY = Pattern.compile("reg_[A-Za-z0-9-]{8}_[A-Za-z0-9-]{43}");
  private static final Pattern BASIC = Pattern.compile("Basic ([A-Za-z0-9+/=]{16,})");

  /**
   * Passwords that are not searched for: words that our own answers use, plain numbers, and the
   * address itself, which is refused as a password.
   */
  private static final Pattern ORDINARY =
      Pattern.compile("[a-z_]{1,12}|[0-9]{1,12}|[a-z0-9-]+@example[.]com");

  private final Set<String> words = ConcurrentHashMap.newKeySet();
  private final Set<String> phrases = ConcurrentHashMap.newKeySet();
  private final Set<String> pins = ConcurrentHashMap.newKeySet();
  private final Path file;
  private final BufferedWriter out;
  private final LogLines logs;

  public Leaks() {
    try {
      file = Files.createTempFile("seen", ".txt");
      file.toFile().deleteOnExit();
      out = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    logs = LogLines.to(line -> seen("log", line), LogFormat.TEXT, LogFormat.JSON);
  }

  /** The instance for all tests of this JVM. */
  public static Leaks ofThisRun() {
    return Holder.RUN;
  }

  private static final class Holder {
    private static final Leaks RUN = new Leaks();
  }

  /** Adds a secret that is searched for as it is. */
  public void secret(String value) {
    if (value.length() < 8 || ORDINARY.matcher(value).matches()) return;
    (WORD.matcher(value).matches() ? words : phrases).add(value);
  }

  /** Adds a secret that is searched for in several encodings, and within other words. */
  public void canary(String value) {
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    phrases.addAll(
        List.of(
            value,
            URLEncoder.encode(value, StandardCharsets.UTF_8),
            HexFormat.of().formatHex(bytes),
            Base64.getEncoder().withoutPadding().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
  }

  /** Learns the secrets of a request or an answer. */
  public void learn(String text) {
    KEY.matcher(text).results().forEach(match -> secret(match.group()));
    LINK.matcher(text).results().forEach(match -> secret(match.group(1)));
    BASIC.matcher(text).results().forEach(match -> phrases.add(match.group(1)));
    PASSWORD.matcher(text).results().forEach(match -> password(match.group(1)));
  }

  private void password(String json) {
    try {
      secret(TestHttp.JSON.readValue(json, String.class));
    } catch (JsonProcessingException e) {
      secret(json.substring(1, json.length() - 1));
    }
  }

  /** Learns the secrets of a mail. */
  public void learnMail(String text) {
    learn(text);
    PIN.matcher(text).results().forEach(match -> pins.add(match.group(1)));
  }

  /** Records a text whose readers must not see secrets. */
  public synchronized void seen(String where, String text) {
    try {
      out.write(where + ": " + text.replaceAll("\\R", " | "));
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The recorded texts that have a secret in them, at most 20. */
  public synchronized List<String> found() {
    try {
      out.flush();
      try (var lines = Files.lines(file)) {
        return lines.filter(this::isLeak).limit(20).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of recorded texts. */
  public synchronized long size() {
    try {
      out.flush();
      try (var lines = Files.lines(file)) {
        return lines.count();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isLeak(String line) {
    return !secretsIn(line).isEmpty()
        || NUMBER.matcher(line).results().anyMatch(number -> pins.contains(number.group()))
        || (line.startsWith("log: ") && ADDRESS.matcher(line).find());
  }

  /** The secrets in a text, without PINs, which any number can be by chance. */
  public List<String> secretsIn(String text) {
    var found = new ArrayList<String>();
    Stream.concat(WORD.matcher(text).results(), KEY.matcher(text).results())
        .map(match -> match.group())
        .filter(words::contains)
        .forEach(found::add);
    for (var phrase : phrases) if (text.contains(phrase)) found.add(phrase);
    return found;
  }

  /** The number of known secrets, including PINs. */
  public int secrets() {
    return words.size() + phrases.size() + pins.size();
  }

  @Override
  public void close() {
    logs.close();
    try {
      out.close();
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
