package org.registrationapi.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.secrets.LinkSecrets.LinkId;

@Isolated("the default locale is changed")
class LinkSecretsTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String BASE64URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final Secret OTHER = new Secret("1" + KEY.substring(1));
  private static final LinkId LINK =
      new LinkId(42, UUID.fromString("0199c3a5-d2f0-7c1e-8a2b-3c4d5e6f7081"));

  private final LinkSecrets secrets = new LinkSecrets(SecretKeys.only(new Secret(KEY)), 6);
  private final String token = secrets.token(LinkPurpose.VALIDATION, LINK);

  @Test
  void a_token_is_75_characters_of_base64url() {
    assertThat(token).hasSize(75).matches("[A-Za-z0-9_-]+");
    assertThat(LinkSecrets.TOKEN_LENGTH).isEqualTo(75);
  }

  @Test
  void the_same_ids_give_the_same_token_and_PIN() {
    var again = new LinkSecrets(SecretKeys.only(new Secret(KEY)), 6);

    assertThat(again.token(LinkPurpose.VALIDATION, LINK)).isEqualTo(token);
    assertThat(again.pin(LINK)).isEqualTo(secrets.pin(LINK));
  }

  static final List<LinkId> OTHER_LINKS =
      List.of(
          new LinkId(43, LINK.id()),
          new LinkId(42, UUID.fromString("0199c3a5-d2f0-7c1e-8a2b-3c4d5e6f7082")),
          new LinkId(42, UUID.fromString("1199c3a5-d2f0-7c1e-8a2b-3c4d5e6f7081")));

  @ParameterizedTest
  @FieldSource("OTHER_LINKS")
  void other_ids_give_another_token_and_PIN(LinkId other) {
    assertThat(secrets.token(LinkPurpose.VALIDATION, other)).isNotEqualTo(token);
    assertThat(secrets.pin(other)).isNotEqualTo(secrets.pin(LINK));
  }

  @Test
  void another_key_gives_another_token_and_PIN_and_refuses_this_one() {
    var other = new LinkSecrets(SecretKeys.only(OTHER), 6);

    assertThat(other.token(LinkPurpose.VALIDATION, LINK)).isNotEqualTo(token);
    assertThat(other.pin(LINK)).isNotEqualTo(secrets.pin(LINK));
    assertThat(other.read(LinkPurpose.VALIDATION, token)).isEmpty();
  }

  @Test
  void links_and_PINs_of_the_previous_key_are_accepted_and_new_ones_are_of_the_current_key() {
    var before = new LinkSecrets(SecretKeys.only(OTHER), 6);
    var rotated = new LinkSecrets(new SecretKeys(new Secret(KEY), Optional.of(OTHER)), 6);

    assertThat(rotated.token(LinkPurpose.VALIDATION, LINK)).isEqualTo(token);
    assertThat(rotated.pin(LINK)).isEqualTo(secrets.pin(LINK));
    for (var made : List.of(before, secrets)) {
      assertThat(rotated.isPin(LINK, made.pin(LINK))).isTrue();
      for (var purpose : LinkPurpose.values())
        for (var wanted : LinkPurpose.values())
          assertThat(rotated.read(wanted, made.token(purpose, LINK)).isPresent())
              .as("%s as %s", purpose, wanted)
              .isEqualTo(purpose == wanted);
    }
  }

  @Test
  void a_previous_key_that_is_lost_makes_nothing_valid() {
    var lost = new LinkSecrets(SecretKeys.only(SecretKeys.LOST), 6);
    var rotated = new LinkSecrets(new SecretKeys(new Secret(KEY), Optional.of(SecretKeys.LOST)), 6);

    assertThat(rotated.read(LinkPurpose.VALIDATION, token)).contains(LINK);
    assertThat(rotated.read(LinkPurpose.VALIDATION, lost.token(LinkPurpose.VALIDATION, LINK)))
        .isEmpty();
    assertThat(rotated.isPin(LINK, lost.pin(LINK))).isFalse();
  }

  @Test
  void a_token_is_read_as_the_ids_it_was_made_from() {
    assertThat(secrets.read(LinkPurpose.VALIDATION, token)).contains(LINK);
  }

  @Test
  void a_token_is_valid_for_its_own_purpose_only() {
    for (var made : LinkPurpose.values())
      for (var wanted : LinkPurpose.values())
        assertThat(secrets.read(wanted, secrets.token(made, LINK)).isPresent())
            .as("%s as %s", made, wanted)
            .isEqualTo(made == wanted);
  }

  @Test
  void no_label_is_a_prefix_of_another() {
    var labels = new ArrayList<>(List.of("pin", "request", SecretKeyCheck.LABEL));
    for (var purpose : LinkPurpose.values()) labels.add(purpose.label());

    for (var one : labels)
      for (var other : labels)
        assertThat(one.equals(other) || !one.startsWith(other)).as("%s, %s", one, other).isTrue();
  }

  @Test
  void ids_at_the_ends_of_their_range_are_read_back() {
    for (var link :
        List.of(new LinkId(Long.MAX_VALUE, new UUID(-1, -1)), new LinkId(0, new UUID(0, 0))))
      assertThat(secrets.read(LinkPurpose.VALIDATION, secrets.token(LinkPurpose.VALIDATION, link)))
          .contains(link);
  }

  /** The last character has two unused bits, which decoders ignore. */
  @Test
  void a_token_changed_in_any_one_character_is_refused() {
    var accepted = new ArrayList<String>();
    for (int i = 0; i < token.length(); i++)
      for (int c = 0; c < BASE64URL.length(); c++) {
        var changed = token.substring(0, i) + BASE64URL.charAt(c) + token.substring(i + 1);
        if (!changed.equals(token) && secrets.read(LinkPurpose.VALIDATION, changed).isPresent())
          accepted.add(changed);
      }

    assertThat(accepted).isEmpty();
  }

  @Test
  void a_shortened_or_lengthened_token_is_refused() {
    for (int length = 0; length < token.length(); length++)
      assertThat(secrets.read(LinkPurpose.VALIDATION, token.substring(0, length)))
          .as("%s characters", length)
          .isEmpty();
    for (var more : List.of("A", "=", "==", " ", "\n", token)) {
      assertThat(secrets.read(LinkPurpose.VALIDATION, token + more))
          .as("with %s at its end", more)
          .isEmpty();
      assertThat(secrets.read(LinkPurpose.VALIDATION, more + token))
          .as("with %s at its start", more)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"=", "+", "/", " ", "\n", "\0", "%", "ä", "Ａ", "😀"})
  void a_token_with_a_foreign_character_is_refused(String foreign) {
    var rest = 75 - foreign.length();

    assertThat(secrets.read(LinkPurpose.VALIDATION, token.substring(0, rest) + foreign)).isEmpty();
    assertThat(secrets.read(LinkPurpose.VALIDATION, foreign + token.substring(75 - rest)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7, 8})
  void a_PIN_has_the_configured_length_with_leading_zeros(int length) {
    var pins = new LinkSecrets(SecretKeys.only(new Secret(KEY)), length);
    var zeros = 0;
    for (int i = 0; i < 200; i++) {
      var pin = pins.pin(new LinkId(i, LINK.id()));
      assertThat(pin).matches("[0-9]{" + length + "}");
      if (pin.startsWith("0")) zeros++;
    }

    assertThat(zeros).isPositive();
  }

  @Test
  void a_PIN_has_the_digits_0_to_9_in_an_Arabic_locale() {
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(secrets.pin(LINK)).matches("[0-9]{6}");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void only_the_exact_PIN_matches() {
    var pin = secrets.pin(LINK);
    var changed = pin.substring(0, 5) + (pin.endsWith("0") ? '1' : '0');

    assertThat(secrets.isPin(LINK, pin)).isTrue();
    for (var wrong : List.of("", changed, pin.substring(0, 5), pin + "0", "0" + pin, " " + pin))
      assertThat(secrets.isPin(LINK, wrong)).as(wrong).isFalse();
  }

  /** 200 links include leading zeros and hashes whose first bit is set. */
  @Test
  void token_and_PIN_match_an_independent_calculation() throws GeneralSecurityException {
    for (int i = 0; i < 200; i++) {
      var link = new LinkId(i, LINK.id());
      var ids = HexFormat.of().parseHex("%016x".formatted(i) + "0199c3a5d2f07c1e8a2b3c4d5e6f7081");

      assertThat(secrets.token(LinkPurpose.VALIDATION, link)).isEqualTo(expectedToken(ids));
      assertThat(secrets.pin(link)).isEqualTo(expectedPin(ids));
    }
  }

  private static String expectedToken(byte[] ids) throws GeneralSecurityException {
    var hex = HexFormat.of().formatHex(ids) + HexFormat.of().formatHex(hmac("link", ids));
    return Base64.getUrlEncoder().encodeToString(HexFormat.of().parseHex(hex)).replace("=", "");
  }

  /** RFC 4226, section 5.3: four bytes from the offset, without the first bit. */
  private static String expectedPin(byte[] ids) throws GeneralSecurityException {
    var hash = hmac("pin", ids);
    var offset = hash[31] & 0xf;
    var bits =
        new BigInteger(
                1, new byte[] {hash[offset], hash[offset + 1], hash[offset + 2], hash[offset + 3]})
            .clearBit(31);
    var digits = "00000" + bits.mod(BigInteger.valueOf(1_000_000));
    return digits.substring(digits.length() - 6);
  }

  private static byte[] hmac(String label, byte[] ids) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    mac.update(label.getBytes(StandardCharsets.UTF_8));
    return mac.doFinal(ids);
  }
}
