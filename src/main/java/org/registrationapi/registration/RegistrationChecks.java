package org.registrationapi.registration;

import java.time.Clock;
import java.time.LocalDate;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.passwords.PasswordPolicy;

/** Checks the fields of a registration. */
public final class RegistrationChecks {
  private final PasswordPolicy policy;
  private final Clock clock;

  /**
   * @param clock gives the current day, in UTC
   */
  public RegistrationChecks(PasswordPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * The parsed fields of a registration.
   *
   * @param birthDate null if there is none
   */
  record Checked(EmailAddress email, LocalDate birthDate) {}

  /**
   * Checks all fields.
   *
   * @throws Failure 422 with every invalid field
   */
  Checked check(long serverId, RegistrationRequest request) {
    var checks = new FieldChecks();
    var email = checks.requiredEmail("email", request.email());
    var profile = request.profile();
    policy.check(
        checks, request.password(), serverId, email, profile.firstName(), profile.lastName());
    var birthDate = profile.check(checks, LocalDate.now(clock));
    checks.done();
    return new Checked(email, birthDate);
  }
}
