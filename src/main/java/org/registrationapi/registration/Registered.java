package org.registrationapi.registration;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.openapi.AllOf;
import java.time.Instant;
import org.registrationapi.delivery.MailOutbox;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.mail.MailStatus;
import org.registrationapi.users.AddressDao.PendingUser;
import org.registrationapi.users.User;
import org.registrationapi.users.UserValidation;

/** The response to a registration: the user's fields, and hints if there are any. */
@AllOf({User.class, Hints.class})
record Registered(@JsonUnwrapped User user, @JsonUnwrapped Hints hints)
    implements RegistrationAnswer {

  /**
   * The response for a user that was stored just now.
   *
   * @param mail the validation mail
   */
  static Registered of(
      String serverName,
      PendingUser stored,
      EmailAddress email,
      Instant timeCreated,
      MailOutbox.Queued mail) {
    var user =
        new User(
            stored.id(),
            serverName,
            stored.email(),
            null,
            stored.firstName(),
            stored.lastName(),
            stored.birthDate(),
            stored.locale(),
            false,
            timeCreated,
            timeCreated,
            null,
            validation(timeCreated, mail));
    return new Registered(user, Hints.of(email, stored.locale()));
  }

  /** A queued mail is due at once. */
  private static UserValidation validation(Instant timeCreated, MailOutbox.Queued mail) {
    var nextAttemptAt = mail.status() == MailStatus.QUEUED ? timeCreated : null;
    return new UserValidation(mail.status().word(), null, null, nextAttemptAt, mail.reason());
  }
}
