package org.registrationapi.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private static final Secret OTHER = new Secret("1" + KEY.substring(1));

  private final Fingerprints fingerprints = new Fingerprints(SecretKeys.only(new Secret(KEY)));
  private final byte[] body = "{\"password\": \"é\"}".getBytes(UTF_8);

  @Test
  void a_fingerprint_is_the_HMAC_of_label_and_inputs() throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA256"));
    mac.update("request".getBytes(UTF_8));
    mac.update(new byte[] {0, 0, 0, 0, 0, 0, 1, 2});
    mac.update((byte) 1);
    mac.update("k\0".getBytes(UTF_8));

    assertThat(fingerprints.of(258, true, "k", body))
        .isEqualTo(HexFormat.of().formatHex(mac.doFinal(body)));
  }

  @Test
  void any_other_input_or_secret_has_another_fingerprint() {
    var other = new Fingerprints(SecretKeys.only(OTHER));

    assertThat(
            List.of(
                fingerprints.of(1, false, "k", body),
                fingerprints.of(2, false, "k", body),
                fingerprints.of(1, true, "k", body),
                fingerprints.of(1, false, "K", body),
                fingerprints.of(1, false, "k", new byte[0]),
                fingerprints.of(1, false, "k{", "\"password\": \"é\"}".getBytes(UTF_8)),
                other.of(1, false, "k", body)))
        .doesNotHaveDuplicates()
        .allMatch(fingerprint -> fingerprint.matches("[0-9a-f]{64}"));
  }

  @Test
  void a_previous_key_gives_the_fingerprint_that_it_gave_before() {
    var rotated = new Fingerprints(new SecretKeys(OTHER, Optional.of(new Secret(KEY))));

    assertThat(rotated.of(1, true, "k", body))
        .isEqualTo(new Fingerprints(SecretKeys.only(OTHER)).of(1, true, "k", body));
    assertThat(rotated.previous(1, true, "k", body)).contains(fingerprints.of(1, true, "k", body));
    assertThat(fingerprints.previous(1, true, "k", body)).isEmpty();
  }
}
