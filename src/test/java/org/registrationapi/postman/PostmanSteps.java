package org.registrationapi.postman;

import static org.registrationapi.postman.PostmanScripts.NEW_NAMES;
import static org.registrationapi.postman.PostmanScripts.mail;
import static org.registrationapi.postman.PostmanStep.send;

import java.util.List;
import java.util.Map;

/**
 * The requests of the collection, in an order in which all succeed: the document's, but a user and
 * a server that later requests need are deleted last.
 */
final class PostmanSteps {
  /**
   * The folders.
   *
   * @param tag of the document, or a name of our own
   */
  record Folder(String tag, List<PostmanStep> steps) {}

  private static final String OTHER = "{{otherEmail}}";
  private static final String THIRD = "{{thirdEmail}}";

  private PostmanSteps() {}

  static List<Folder> folders() {
    return List.of(
        new Folder("registration", registration()),
        new Folder("passwords", passwords()),
        new Folder("users", users()),
        new Folder("servers", servers()),
        new Folder("mails", mails()),
        new Folder("service", service()),
        new Folder("clean up", List.of(send("deleteUser"), send("deleteServer"))));
  }

  private static List<PostmanStep> registration() {
    return List.of(
        send("registerUser").first(NEW_NAMES).keep("userId", "id"),
        send("sendValidation").or(429), // outside development, within a minute of the last mail
        send("activateByPin").first(mail("email", "validation")),
        send("registerUser").named("Register another user").with(Map.of("email", OTHER)),
        send("showValidation").first(mail("otherEmail", "validation")),
        send("activateByLink").first(mail("otherEmail", "validation")),
        send("registerUser").named("Register a third user").with(Map.of("email", THIRD)),
        send("rejectValidation").first(mail("thirdEmail", "validation")),
        send("requestNewLink"), // the user was just deleted; the answer is the same
        send("getRedirectSecret"));
  }

  private static List<PostmanStep> passwords() {
    return List.of(
        send("authenticateUser"),
        send("requestPasswordReset"),
        send("showPasswordReset").first(mail("email", "password-reset")),
        send("resetPassword").first(mail("email", "password-reset")),
        send("requestNewResetLink"));
  }

  private static List<PostmanStep> users() {
    return List.of(
        send("listUsers").with(Map.of("limit", "1")).keep("cursor", "next_cursor"),
        send("listUsers").named("The next page").with(Map.of("limit", "1", "cursor", "{{cursor}}")),
        send("deleteUserByEmail").with(Map.of("email", OTHER)),
        send("getUser"),
        send("changeUser"),
        send("requestEmailChange"),
        send("withdrawEmailChange"),
        send("requestEmailChange").named("Mail another link to the new address").or(429),
        send("showEmailChange").first(mail("newEmail", "email-change")),
        send("changeEmail").first(mail("newEmail", "email-change")),
        send("showEmailUndo").first(mail("email", "email-undo")),
        send("undoEmailChange").first(mail("email", "email-undo")));
  }

  private static List<PostmanStep> servers() {
    return List.of(
        send("createServer"),
        send("listServers"),
        send("getServer"),
        send("changeServer"),
        send("createKey").keep("keyId", "id"),
        send("listKeys"),
        send("revokeKey").with(Map.of("id", "{{keyId}}")),
        send("getFunnel"),
        send("checkMail"),
        send("previewMail"),
        send("sendTestMail").keep("mailId", "id"));
  }

  private static List<PostmanStep> mails() {
    return List.of(
        send("listMails"),
        send("getMailStatistics"),
        send("getMail").with(Map.of("id", "{{mailId}}")),
        send("retryMail")
            .with(Map.of("id", "{{mailId}}"))
            .or(409), // in development it is sent at once
        send("cancelMail").with(Map.of("id", "{{mailId}}")).or(409),
        send("listBounces"),
        send("liftBounce").or(404)); // the address did not bounce
  }

  private static List<PostmanStep> service() {
    return List.of(
        send("getStatus"),
        send("showMails"),
        send("getLiveness"),
        send("getReadiness"),
        send("getMetrics"),
        send("getOpenApi"));
  }
}
