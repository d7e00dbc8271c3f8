package org.registrationapi.fuzz;

import java.util.List;
import java.util.function.Consumer;
import org.registrationapi.hashing.ImportedHashesFuzz;
import org.registrationapi.input.CursorFuzz;
import org.registrationapi.input.EmailAddressFuzz;
import org.registrationapi.keys.ApiKeyFuzz;
import org.registrationapi.mailevents.MailjetEventFuzz;
import org.registrationapi.request.BodyFuzz;
import org.registrationapi.request.HeadersFuzz;
import org.registrationapi.secrets.LinkSecretsFuzz;
import org.registrationapi.servers.ServerChecksFuzz;

/**
 * A parser of untrusted input.
 *
 * @param type the class that Jazzer calls
 * @param test runs it on one input; throws if something does not hold
 * @param maxLength bytes that are worth trying
 */
public record FuzzTarget(Class<?> type, Consumer<byte[]> test, int maxLength) {
  /** Every fuzz target. */
  public static final List<FuzzTarget> ALL =
      List.of(
          new FuzzTarget(EmailAddressFuzz.class, EmailAddressFuzz::fuzzerTestOneInput, 600),
          new FuzzTarget(BodyFuzz.class, BodyFuzz::fuzzerTestOneInput, 4_000),
          new FuzzTarget(ApiKeyFuzz.class, ApiKeyFuzz::fuzzerTestOneInput, 200),
          new FuzzTarget(LinkSecretsFuzz.class, LinkSecretsFuzz::fuzzerTestOneInput, 200),
          new FuzzTarget(HeadersFuzz.class, HeadersFuzz::fuzzerTestOneInput, 2_000),
          new FuzzTarget(CursorFuzz.class, CursorFuzz::fuzzerTestOneInput, 400),
          new FuzzTarget(MailjetEventFuzz.class, MailjetEventFuzz::fuzzerTestOneInput, 4_000),
          new FuzzTarget(ImportedHashesFuzz.class, ImportedHashesFuzz::fuzzerTestOneInput, 300),
          new FuzzTarget(ServerChecksFuzz.class, ServerChecksFuzz::fuzzerTestOneInput, 3_000));

  /** The name of its class and of the file of its seeds. */
  String title() {
    return type.getSimpleName();
  }

  @Override
  public String toString() {
    return title();
  }
}
