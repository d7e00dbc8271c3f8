package org.registrationapi.keys;

import static org.registrationapi.fuzz.Fuzz.check;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A text is one key or none, and only the same key matches its hash. */
public final class ApiKeyFuzz {
  private static final ApiKey OURS =
      ApiKey.parse("reg_testtest_0123456789012345678901234567890123456789abc").orElseThrow();
  private static final String HASH = OURS.secretHash();

  private static final Pattern FORM = Pattern.compile("reg_[A-Za-z0-9-]{8}_[A-Za-z0-9-]{43}");

  private ApiKeyFuzz() {}

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] data) {
    checkKey(new String(data, StandardCharsets.UTF_8));
    checkKey(new String(data, StandardCharsets.ISO_8859_1)); // as headers are read
    checkKey(changed(data));
  }

  private static void checkKey(String text) {
    var key = ApiKey.parse(text);
    check(key.isPresent() == FORM.matcher(text).matches(), "the form decides");
    if (key.isEmpty()) return;
    check(key.get().text().equals(text), "a key is written as it was read");
    check(text.length() == 56 && text.matches("[A-Za-z0-9_-]+"), "a key is 56 harmless letters");
    check(!key.toString().contains(key.get().secret()), "a printed key shows no secret");
    var hash = key.get().secretHash();
    check(hash.matches("[0-9a-f]{64}") && key.get().matches(hash), "a key is that of its hash");
    var same = key.get().secret().equals(OURS.secret());
    check(key.get().matches(HASH) == same, "no other secret has our hash");
  }

  /** Our key with one byte replaced by a byte of the input. */
  private static String changed(byte[] data) {
    if (data.length < 2) return OURS.text();
    var bytes = OURS.text().getBytes(StandardCharsets.ISO_8859_1);
    bytes[Byte.toUnsignedInt(data[0]) % bytes.length] = data[1];
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
