package org.registrationapi.mailevents;

import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.input.Cursor;
import org.registrationapi.input.EmailAddress;

/** Lists the addresses that bounced for good, and deletes them for the operator. */
public final class BounceService {
  private final Jdbi jdbi;

  public BounceService(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A page of addresses, in their order.
   *
   * @param position the last address of the page before
   */
  public BouncePage list(Optional<String> position, int limit) {
    var after = position.orElse("");
    var bounces =
        jdbi.withExtension(
            BounceDao.class,
            dao -> dao.page(after, limit + 1)); // one more shows if there is a next page
    if (bounces.size() <= limit) return new BouncePage(bounces, null);
    return new BouncePage(bounces.subList(0, limit), Cursor.at(bounces.get(limit - 1).email()));
  }

  /** A page with that address only; empty if it is not known to bounce. */
  public BouncePage find(EmailAddress email) {
    return new BouncePage(jdbi.withExtension(BounceDao.class, dao -> dao.find(email.key())), null);
  }

  /**
   * Deletes an address, so that mails to it are sent again.
   *
   * @throws Failure 404 if it is not known to bounce
   */
  public void lift(String email) {
    if (!isLifted(email))
      throw Failure.of(ErrorCode.BOUNCE_NOT_FOUND, "No mail to this address is known to bounce.");
  }

  private boolean isLifted(String email) {
    try {
      var key = EmailAddress.parse(email).key();
      return jdbi.withExtension(BounceDao.class, dao -> dao.delete(key));
    } catch (IllegalArgumentException e) {
      return false; // not an address
    }
  }
}
