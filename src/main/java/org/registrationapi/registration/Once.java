package org.registrationapi.registration;

import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * What a registration runs in that may have been done before: then it answers without running it.
 */
@FunctionalInterface
interface Once {
  /**
   * The answer of a registration.
   *
   * @param tx its transaction
   * @param work registers, when it is asked
   */
  Answer run(Handle tx, Supplier<Registered> work);
}
