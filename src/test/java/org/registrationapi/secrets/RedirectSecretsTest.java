package org.registrationapi.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class RedirectSecretsTest {
  private static final Secret KEY = new Secret("0123456789abcdef0123456789abcdef");
  private static final Secret OTHER = new Secret("1123456789abcdef0123456789abcdef");
  private static final UUID USER = UUID.fromString("0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71");
  private static final Instant TIME = Instant.parse("2026-11-26T16:40:00.999Z");

  private final RedirectSecrets secrets = new RedirectSecrets(SecretKeys.only(KEY));

  private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    for (var part : parts) mac.update(part);
    return mac.doFinal();
  }

  @Test
  void the_secret_of_a_server_is_the_HMAC_of_label_and_id() throws GeneralSecurityException {
    var expected =
        hmac(
            KEY.value().getBytes(UTF_8),
            "redirect".getBytes(UTF_8),
            new byte[] {0, 0, 0, 0, 0, 0, 1, 2});

    assertThat(secrets.of(258).value()).isEqualTo(HexFormat.of().formatHex(expected));
  }

  @Test
  void the_signature_is_the_HMAC_of_status_user_and_seconds_by_the_servers_secret()
      throws GeneralSecurityException {
    var message = "activated.0199c3a5-d2f0-7c1e-8a4b-3f5e9d2c6b71.1795711200";
    var expected = hmac(secrets.of(258).value().getBytes(UTF_8), message.getBytes(UTF_8));

    assertThat(secrets.sign(258, "activated", USER, TIME))
        .isEqualTo(HexFormat.of().formatHex(expected));
  }

  @Test
  void any_other_input_has_another_signature() {
    var other = new RedirectSecrets(SecretKeys.only(OTHER));

    assertThat(
            Stream.of(
                secrets.sign(1, "activated", USER, TIME),
                secrets.sign(2, "activated", USER, TIME),
                secrets.sign(1, "email_changed", USER, TIME),
                secrets.sign(1, "activated", new UUID(0, 1), TIME),
                secrets.sign(1, "activated", USER, TIME.plusSeconds(1)),
                other.sign(1, "activated", USER, TIME)))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_previous_key_gives_the_secret_that_it_gave_before() {
    var rotated = new RedirectSecrets(new SecretKeys(OTHER, Optional.of(KEY)));

    assertThat(rotated.of(1)).isEqualTo(new RedirectSecrets(SecretKeys.only(OTHER)).of(1));
    assertThat(rotated.previous(1)).contains(secrets.of(1));
    assertThat(secrets.previous(1)).isEmpty();
    assertThat(new RedirectSecrets(new SecretKeys(OTHER, Optional.of(SecretKeys.LOST))).previous(1))
        .isEmpty();
  }
}
