package org.registrationapi.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The use of cryptography in the sources, and its inventory in SECURITY.md. */
class CryptographyTest {
  private static final Map<String, String> SOURCES = Sources.below("src/main/java");
  private static final Pattern LIBRARY =
      Pattern.compile(
          "import (?:static )?((?:java\\.security|javax\\.crypto|org\\.bouncycastle|com\\.sun\\.jna)"
              + "\\.[\\w.]+);");

  /** The classes of the JDK and the libraries that may be used. */
  private static final Set<String> APPROVED =
      Set.of(
          "com.sun.jna.Function",
          "com.sun.jna.Memory",
          "com.sun.jna.NativeLibrary",
          "com.sun.jna.Platform",
          "java.security.GeneralSecurityException",
          "java.security.MessageDigest",
          "java.security.NoSuchAlgorithmException",
          "java.security.SecureRandom",
          "javax.crypto.Mac",
          "javax.crypto.spec.SecretKeySpec",
          "org.bouncycastle.crypto.Digest",
          "org.bouncycastle.crypto.digests.SHA256Digest",
          "org.bouncycastle.crypto.digests.SHA512Digest",
          "org.bouncycastle.crypto.generators.Argon2BytesGenerator",
          "org.bouncycastle.crypto.generators.OpenBSDBCrypt",
          "org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator",
          "org.bouncycastle.crypto.generators.SCrypt",
          "org.bouncycastle.crypto.params.Argon2Parameters",
          "org.bouncycastle.crypto.params.KeyParameter");

  private static Set<String> classesWith(Pattern pattern) {
    return SOURCES.entrySet().stream()
        .filter(source -> pattern.matcher(source.getValue()).find())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> all(Pattern pattern) {
    return SOURCES.values().stream()
        .flatMap(source -> pattern.matcher(source).results())
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void the_inventory_has_every_class_that_uses_cryptography() {
    var document = Sources.read(Path.of(".github/SECURITY.md"));
    var inventory =
        document.substring(
            document.indexOf("## Cryptography"), document.indexOf("## OWASP ASVS 5.0"));

    assertThat(Pattern.compile("(?m)^\\| `(\\w+)` \\|").matcher(inventory).results())
        .extracting(MatchResult::group)
        .extracting(row -> row.replaceAll("\\W", ""))
        .containsExactlyInAnyOrderElementsOf(classesWith(LIBRARY));
  }

  @Test
  void only_approved_algorithms_are_used() {
    var named = Pattern.compile("\\b(?:MessageDigest|Mac)\\.getInstance\\(([^)]*)\\)");
    var constant = Pattern.compile("String ALGORITHM = (\"[^\"]*\")");

    assertThat(all(LIBRARY)).isEqualTo(new TreeSet<>(APPROVED));
    assertThat(all(named)).containsExactly("\"SHA-256\"", "ALGORITHM");
    assertThat(all(constant)).containsExactly("\"HmacSHA256\"");
  }

  @Test
  void random_secrets_come_from_SecureRandom() {
    var other =
        Pattern.compile(
            "ThreadLocalRandom|SplittableRandom|util\\.Random|Math\\.random|randomUUID");

    assertThat(classesWith(Pattern.compile("SecureRandom")))
        .containsExactly("Argon2Hashes", "RandomText");
    assertThat(classesWith(other))
        .as("how long a retry waits, what a request is called")
        .containsExactly("MailSettlement", "RequestId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ApiKey",
        "Argon2Hashes",
        "BasicCredentials",
        "ImportedHashes",
        "LinkSecrets",
        "OperatorKeys"
      })
  void secrets_are_compared_in_constant_time(String type) {
    assertThat(SOURCES.get(type).replace("bits.equals(\"256\")", "")) // the name of an algorithm
        .contains("MessageDigest.isEqual(")
        .doesNotContain(".equals(", "Arrays.equals", "equalsIgnoreCase", "compareTo(");
  }

  @Test
  void no_other_class_compares_secrets() {
    assertThat(classesWith(Pattern.compile("MessageDigest\\.isEqual")))
        .containsExactly(
            "ApiKey",
            "Argon2Hashes",
            "BasicCredentials",
            "ImportedHashes",
            "LinkSecrets",
            "OperatorKeys");
    assertThat(classesWith(Pattern.compile("value\\(\\)\\.equals|equals\\([^()]*value\\(\\)")))
        .isEmpty();
  }
}
