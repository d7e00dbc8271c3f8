package org.registrationapi.validation;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.input.Ids;
import org.registrationapi.users.User;

/**
 * What a user entered, in the right form.
 *
 * @param id of the registration; empty if the caller did not send it
 * @param client its network; empty if the caller did not send its address
 */
record EnteredPin(EmailAddress email, String pin, Optional<UUID> id, Optional<String> client) {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{4,8}");

  private static final Set<Integer> SEPARATORS =
      Set.of(
          (int) Character.SPACE_SEPARATOR,
          (int) Character.DASH_PUNCTUATION,
          (int) Character.FORMAT);

  /**
   * Checks the fields of a request, not whether the PIN is right.
   *
   * @throws Failure 422 with all faults
   */
  static EnteredPin of(PinRequest request) {
    var checks = new FieldChecks();
    var email = checks.requiredEmail("email", request.email());
    var pin = request.pinCode() == null ? "" : asciiDigits(request.pinCode());
    if (checks.required("pin_code", request.pinCode())
        && (request.pinCode().length() > PinRequest.MAX_LENGTH || !DIGITS.matcher(pin).matches()))
      checks.add("pin_code", FieldCode.INVALID_PIN, "must be the digits from the mail");
    var id = Optional.ofNullable(request.id()).flatMap(Ids::read);
    if (request.id() != null && id.isEmpty())
      checks.add("id", FieldCode.INVALID_ID, "is not the id of a registration");
    var client = checks.clientNetwork("client_address", request.clientAddress());
    checks.done();
    return new EnteredPin(email, pin, id, client);
  }

  /**
   * The PIN as people mean it: without blanks, hyphens and invisible characters, which come with
   * copying, and with the digits of any script as 0 to 9.
   */
  private static String asciiDigits(String text) {
    var pin = new StringBuilder();
    text.codePoints()
        .filter(c -> !SEPARATORS.contains(Character.getType(c)) && !Character.isWhitespace(c))
        .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
        .forEach(pin::appendCodePoint);
    return pin.toString();
  }

  /** Whether the user can be meant; without an id it is the newest of the address. */
  boolean isAbout(User user) {
    return id.isEmpty() || id.get().equals(user.id());
  }

  @Override
  public String toString() {
    return "EnteredPin[***]";
  }
}
