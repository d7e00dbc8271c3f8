package org.registrationapi.docs;

import java.util.List;
import org.registrationapi.http.Routes.Route;

/** The beginning of the document: what the service does, and where a new reader finds the keys. */
final class OpenApiIntroduction {
  private static final String TEXT =
      """
      Registers the users of web applications (servers): stores the user, mails a validation link with a PIN, and \
      activates the user when the link is followed or the PIN is sent back.

      ## First steps

      - **The API key** of the first server was printed at the first start (Docker Compose: `docker compose logs web`) \
      and is in the file `data/api-key`, unless the setting `API_KEY` names it.%s
      - **The mail** with the link and the PIN %s.
      - **The admin key** is the setting `ADMIN_KEY`. %s%s

      Both keys are sent as `Authorization: Bearer <key>`. Errors are `application/problem+json` with a stable `code`.""";

  private OpenApiIntroduction() {}

  /**
   * The text, in Markdown.
   *
   * @param url the address that all routes are below, without a slash at its end
   */
  static String of(List<Route> routes, String url, boolean hasAdminKey) {
    var isDevelopment = routes.stream().anyMatch(route -> route.path().equals("/mailbox"));
    return TEXT.formatted(
        isDevelopment ? " This page has filled it in." : "",
        isDevelopment
            ? "is shown in the [mailbox](" + url + "/mailbox); no mail leaves this machine"
            : "is sent by Mailjet or the SMTP server; without either, the log has the link",
        isDevelopment && hasAdminKey
            ? "If that is not chosen, it was printed at the start and is in the file `data/admin-key`. "
            : "",
        hasAdminKey
            ? "To try the routes of the operator, enter it under *Authorize* in place of the API key."
            : "It is not set. Choose one, such as the output of `openssl rand -base64 48`, set the environment "
                + "variable `ADMIN_KEY` to it (Docker Compose: in `.env`) and start the service again.");
  }
}
