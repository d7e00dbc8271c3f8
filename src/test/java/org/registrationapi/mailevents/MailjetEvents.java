package org.registrationapi.mailevents;

import com.fasterxml.jackson.databind.JsonNode;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** Mailjet's events about mails of the shared application, and what becomes of them. */
final class MailjetEvents {
  private static final TestApp APP = SharedApp.APP;

  private MailjetEvents() {}

  static String event(String kind, String mail) {
    return event(kind, mail, "\"Payload\": \"\"");
  }

  static String event(String kind, String mail, String more) {
    return """
        {"event": "%s", "time": 1433333949, "MessageID": 19421777835146490, "Message_GUID": "1ab23cd4",
         "email": "api@mailjet.com", "mj_campaign_id": 7257, "CustomID": "%s", %s}"""
        .formatted(kind, mail, more);
  }

  static TestHttp.Answer post(String body) {
    return APP.events().post("/mailjet/events", body);
  }

  /** Posts a body with its length, or in chunks. */
  static TestHttp.Answer post(String body, boolean isDeclared) {
    return isDeclared ? post(body) : APP.events().postInChunks("/mailjet/events", body);
  }

  static JsonNode validation(String email) {
    return APP.user(email).path("validation");
  }

  static String status(String email) {
    return validation(email).path("mail_status").asText();
  }
}
