package org.registrationapi.mailevents;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.Cursor;
import org.registrationapi.input.EmailAddress;
import org.registrationapi.input.FieldChecks;

/** The addresses that no mail reaches, until the operator knows better. */
public final class BounceService {
  private final Jdbi jdbi;

  public BounceService(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A page of addresses, in their order. */
  BouncePage list(Optional<String> cursor, int limit) {
    var after = cursor.map(Cursor::position).orElse("");
    var bounces =
        jdbi.withExtension(
            BounceDao.class, dao -> dao.page(after, limit + 1)); // one more tells of a next page
    if (bounces.size() <= limit) return new BouncePage(bounces, null);
    return new BouncePage(bounces.subList(0, limit), Cursor.at(bounces.get(limit - 1).email()));
  }

  /**
   * The page with that address alone; empty if mails reach it, as far as we know.
   *
   * @throws Failure 422 if it is no address
   */
  BouncePage find(String email) {
    var checks = new FieldChecks();
    var address = checks.email("email", email);
    checks.done();
    return new BouncePage(
        jdbi.withExtension(BounceDao.class, dao -> dao.find(address.key())), null);
  }

  /**
   * Forgets that an address bounced: mails to it are sent again.
   *
   * @throws Failure 404 if it did not
   */
  void lift(String email) {
    if (!isLifted(email))
      throw Failure.of(ErrorCode.BOUNCE_NOT_FOUND, "No mail to this address is known to bounce.");
  }

  private boolean isLifted(String email) {
    try {
      var key = EmailAddress.parse(email).key();
      return jdbi.withExtension(BounceDao.class, dao -> dao.delete(key));
    } catch (IllegalArgumentException e) {
      return false; // not an address: nothing ever bounced there
    }
  }
}
