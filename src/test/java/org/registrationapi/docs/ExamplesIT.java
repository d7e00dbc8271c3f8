package org.registrationapi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.registrationapi.testing.TestApp;
import org.registrationapi.testing.TestHttp;

/** Each request example of the OpenAPI document succeeds, in the order in which a reader tries. */
class ExamplesIT {
  private static final String EMAIL = "ada@example.com";

  private final TestApp app = TestApp.start(Map.of());
  private final Map<String, ObjectNode> examples = examples();
  private final Set<String> sent = new HashSet<>();

  @AfterEach
  void stop() {
    app.close();
  }

  private Map<String, ObjectNode> examples() {
    var all = new HashMap<String, ObjectNode>();
    for (var path : app.anybody().get("/openapi.json").json().path("paths"))
      for (var operation : path)
        for (var content : operation.at("/requestBody/content"))
          if (content.get("example") instanceof ObjectNode example)
            all.put(operation.path("operationId").asText(), example);
    return all;
  }

  private String example(String operation) {
    sent.add(operation);
    return examples.get(operation).toString();
  }

  private void expect(int status, TestHttp.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  /** The PIN is in the mail, and the id in the answer; no example can have them. */
  private String withPin(String operation, String pin, String id) {
    sent.add(operation);
    return examples.get(operation).deepCopy().put("pin_code", pin).put("id", id).toString();
  }

  @Test
  void every_example_succeeds() {
    var server = app.http();
    var user = server.post("/users", example("registerUser"));
    expect(201, user);
    var id = user.json().path("id").asText();
    expect(200, server.post("/validation", withPin("activateByPin", app.mail(EMAIL, 1).pin(), id)));
    expect(200, server.post("/users/authenticate", example("authenticateUser")));
    expect(202, server.post("/users/password-reset", example("requestPasswordReset")));
    expect(200, app.anybody().post(app.mail(EMAIL, 2).link(), example("resetPassword")));
    expect(200, server.patch("/users/" + EMAIL, example("changeUser")));
    expect(202, server.post("/users/" + EMAIL + "/email", example("requestEmailChange")));

    var admin = app.admin();
    expect(201, admin.post("/servers", example("createServer")));
    expect(201, admin.post("/servers/localhost/keys", example("createKey")));
    expect(202, admin.post("/servers/localhost/mails/validation/test", example("sendTestMail")));
    expect(200, admin.patch("/servers/localhost", example("changeServer")));

    assertThat(sent).isEqualTo(examples.keySet());
  }
}
