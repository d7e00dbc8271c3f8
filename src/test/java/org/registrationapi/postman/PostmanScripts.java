package org.registrationapi.postman;

import java.util.List;
import java.util.stream.Collectors;

/** The scripts that Postman runs before and after requests, in JavaScript. */
final class PostmanScripts {
  /** New addresses and a new name, so that all requests can be sent again at any time. */
  static final String NEW_NAMES =
      """
      // New addresses and a new server name, so that you can send all requests again at any time.
      const unique = Date.now().toString(36);
      const names = {
        email: `ada.${unique}@example.com`,
        newEmail: `ada.king.${unique}@example.com`,
        otherEmail: `bob.${unique}@example.com`,
        thirdEmail: `cleo.${unique}@example.com`,
        server: `shop-${unique}`,
      };
      Object.entries(names).forEach(([name, value]) => pm.collectionVariables.set(name, value));
      """;

  private static final String MAIL =
      """
      // In development the mailbox has the mail. Otherwise set the variables token and pin yourself.
      const to = encodeURIComponent(pm.variables.get("%s"));
      pm.sendRequest(`${pm.variables.get("baseUrl")}/mailbox?to=${to}`, (error, answer) => {
        if (error || answer.code !== 200) return;
        const mail = answer.json().mails.find((mail) => mail.link && mail.link.includes("/%s/"));
        if (!mail) return;
        pm.collectionVariables.set("token", mail.link.split("/").pop());
        if (mail.pin) pm.collectionVariables.set("pin", mail.pin);
      });
      """;

  private PostmanScripts() {}

  /**
   * Reads the token and the PIN of the newest mail.
   *
   * @param variable that has the address
   * @param link the path of the link, without slashes
   */
  static String mail(String variable, String link) {
    return MAIL.formatted(variable, link);
  }

  /** Keeps a field of a successful answer as a variable. */
  static String keep(String variable, String field) {
    return """
        if (pm.response.code < 300) pm.collectionVariables.set("%s", pm.response.json().%s);
        """
        .formatted(variable, field);
  }

  /** Tests that the status of the answer is one of these. */
  static String expect(List<Integer> statuses) {
    var either = statuses.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    return """
        pm.test("The status is %s", () => pm.expect(pm.response.code).to.be.oneOf(%s));
        """
        .formatted(either, statuses);
  }
}
