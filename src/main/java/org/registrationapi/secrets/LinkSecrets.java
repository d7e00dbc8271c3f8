package org.registrationapi.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Derives the link's token and the PIN of a validation from its ids and the secret key, so that
 * neither is stored, and a mail that is sent again contains the same ones.
 */
public final class LinkSecrets {
  /** The id of a link: one validation of one server, of any purpose. */
  public record LinkId(long serverId, UUID id) {}

  private static final int IDS_BYTES = Long.BYTES + 2 * Long.BYTES;
  private static final int TOKEN_BYTES = IDS_BYTES + 32;

  /** Characters of a token: 56 bytes as base64url without padding (RFC 4648, section 5). */
  public static final int TOKEN_LENGTH = (TOKEN_BYTES * 8 + 5) / 6;

  private final Hmac hmac;
  private final Optional<Hmac> previous;
  private final int pinLength;

  /**
   * @param keys of at least 32 characters; with either every link can be forged
   * @param pinLength digits of a PIN, 4 to 8
   */
  public LinkSecrets(SecretKeys keys, int pinLength) {
    this.hmac = keys.hmac();
    this.previous = keys.previousHmac();
    this.pinLength = pinLength;
  }

  /**
   * The token of a link. It contains the ids, for the lookup, and an HMAC-SHA256 over them, so that
   * it cannot be forged or used for another purpose.
   */
  public String token(LinkPurpose purpose, LinkId link) {
    return token(hmac, purpose, link);
  }

  private static String token(Hmac hmac, LinkPurpose purpose, LinkId link) {
    var mac = hmac.of(purpose.label(), ids(link));
    var bytes = ByteBuffer.allocate(TOKEN_BYTES).put(ids(link)).put(mac).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The ids in a token; empty unless {@link #token} made exactly this token for that purpose, with
   * the current or the previous key. Compared in constant time.
   */
  public Optional<LinkId> read(LinkPurpose purpose, String token) {
    if (token.length() != TOKEN_LENGTH) return Optional.empty();
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
      var link = new LinkId(bytes.getLong(), new UUID(bytes.getLong(), bytes.getLong()));
      return isMade(by -> token(by, purpose, link), token) ? Optional.of(link) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not base64url
    }
  }

  /**
   * The PIN: the dynamic truncation of RFC 4226, section 5.3, of another HMAC-SHA256 over the ids.
   */
  public String pin(LinkId link) {
    return pin(hmac, link);
  }

  private String pin(Hmac by, LinkId link) {
    var hash = by.of("pin", ids(link));
    var number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fff_ffff;
    return String.format(
        Locale.ROOT, "%0" + pinLength + "d", number % (int) Math.pow(10, pinLength));
  }

  /** Digits of a PIN. */
  public int pinLength() {
    return pinLength;
  }

  /** Whether a PIN is that of the current or the previous key, compared in constant time. */
  public boolean isPin(LinkId link, String pin) {
    return isMade(by -> pin(by, link), pin);
  }

  private boolean isMade(Function<Hmac, String> maker, String given) {
    return same(maker.apply(hmac), given)
        || (previous.isPresent() && same(maker.apply(previous.get()), given));
  }

  private static byte[] ids(LinkId link) {
    return ByteBuffer.allocate(IDS_BYTES)
        .putLong(link.serverId())
        .putLong(link.id().getMostSignificantBits())
        .putLong(link.id().getLeastSignificantBits())
        .array();
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
