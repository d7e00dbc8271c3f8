package org.registrationapi.secrets;

import static org.registrationapi.fuzz.Fuzz.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.registrationapi.secrets.LinkSecrets.LinkId;

/** A link or a PIN cannot be forged, neither from random input nor from a known one. */
public final class LinkSecretsFuzz {
  private static final LinkSecrets SECRETS =
      new LinkSecrets(
          SecretKeys.only(new Secret("the-secret-key-of-the-fuzz-tests-0123456789")), 6);
  private static final LinkSecrets OTHERS =
      new LinkSecrets(
          SecretKeys.only(new Secret("another-secret-key-of-the-fuzz-tests-456789")), 6);
  private static final LinkId OURS =
      new LinkId(7, new UUID(0x0199c3a5d2f07c1eL, 0x8e03978e40d543ddL));
  private static final int ID_BYTES = 24;

  private LinkSecretsFuzz() {}

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] data) {
    var text = new String(data, StandardCharsets.UTF_8);
    checkForged(text);
    checkForged(changed(data));
    checkPin(text);
    checkMade(data);
  }

  /** Only a token that was made with the key is read; among these inputs, that is our one link. */
  private static void checkForged(String token) {
    for (var purpose : LinkPurpose.values()) {
      var link = SECRETS.read(purpose, token);
      check(
          link.isPresent() == token.equals(SECRETS.token(purpose, OURS)), "a forged link is none");
      check(OTHERS.read(purpose, token).isEmpty(), "a link of another secret key is none");
    }
  }

  /** Our token with some characters replaced by those of the input. */
  private static String changed(byte[] data) {
    var token = SECRETS.token(LinkPurpose.VALIDATION, OURS).getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i + 1 < data.length; i += 2)
      token[Byte.toUnsignedInt(data[i]) % token.length] = data[i + 1];
    return new String(token, StandardCharsets.ISO_8859_1);
  }

  private static void checkPin(String text) {
    var right = SECRETS.pin(OURS);
    check(right.matches("[0-9]{6}"), "a PIN is six digits");
    check(SECRETS.isPin(OURS, text) == text.equals(right), "only the PIN is the PIN");
  }

  /** Any ids are read back from their token, and the token is not that of other ids. */
  private static void checkMade(byte[] data) {
    var ids = ByteBuffer.wrap(Arrays.copyOf(data, ID_BYTES));
    var link = new LinkId(ids.getLong(), new UUID(ids.getLong(), ids.getLong()));
    for (var purpose : LinkPurpose.values()) checkMade(data, purpose, link);
    check(SECRETS.isPin(link, SECRETS.pin(link)), "a link has its PIN");
  }

  private static void checkMade(byte[] data, LinkPurpose purpose, LinkId link) {
    var token = SECRETS.token(purpose, link);
    check(token.matches("[A-Za-z0-9_-]{%d}".formatted(LinkSecrets.TOKEN_LENGTH)), "fits a path");
    check(
        SECRETS.read(purpose, token).orElseThrow().equals(link), "a token is read as it was made");
    check(OTHERS.read(purpose, token).isEmpty(), "a link of another secret key is none");
    for (var other : LinkPurpose.values())
      check(SECRETS.read(other, token).isEmpty() == (other != purpose), "it has one purpose");
    var place = data.length > ID_BYTES ? Byte.toUnsignedInt(data[ID_BYTES]) % token.length() : 0;
    var letter = token.charAt(place) == 'A' ? 'B' : 'A';
    var forged = token.substring(0, place) + letter + token.substring(place + 1);
    check(SECRETS.read(purpose, forged).isEmpty(), "a token changed at one place is none");
    check(SECRETS.read(purpose, token + "=").isEmpty(), "a padded token is none");
  }
}
