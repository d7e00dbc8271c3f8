package org.registrationapi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.HandlerType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.registrationapi.http.Access;
import org.registrationapi.http.Routes.Route;

/** The parts of the OpenAPI document that depend on the settings. */
class OpenApiDocumentTest {
  private static final Route REGISTER = new Route(HandlerType.POST, "/users", Access.ANY_KEY);
  private static final Route LIST_SERVERS = new Route(HandlerType.GET, "/servers", Access.ADMIN);
  private static final Route MAILBOX = new Route(HandlerType.GET, "/mailbox", Access.LOCAL);
  private static final String MARK = "needs an admin key, and none is set";

  private static JsonNode document(boolean hasAdminKey, Route... routes) {
    try {
      return new ObjectMapper()
          .readTree(
              OpenApiDocument.of(List.of(routes), "http://localhost:8000/register", hasAdminKey));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String introduction(JsonNode document) {
    return document.at("/info/description").asText();
  }

  @Test
  void without_an_admin_key_the_routes_of_the_admin_are_marked() {
    var document = document(false, REGISTER, LIST_SERVERS);

    var list = document.at("/paths/~1servers/get");
    assertThat(list.path("summary").asText()).isEqualTo("All servers (no admin key is set)");
    assertThat(list.path("description").asText()).contains(MARK);
    assertThat(document.at("/paths/~1users/post").toString()).doesNotContain(MARK, "is set)");
    assertThat(introduction(document)).contains("`ADMIN_KEY`. It is not set.");
  }

  @Test
  void with_an_admin_key_no_route_is_marked() {
    var document = document(true, REGISTER, LIST_SERVERS);

    assertThat(document.at("/paths/~1servers/get/summary").asText()).isEqualTo("All servers");
    assertThat(document.toString()).doesNotContain(MARK);
    assertThat(introduction(document)).contains("`ADMIN_KEY`.").doesNotContain("not set");
  }

  @Test
  void in_development_the_introduction_links_the_mailbox_below_the_path_of_the_proxy() {
    assertThat(introduction(document(true, REGISTER, MAILBOX)))
        .contains(
            "[mailbox](http://localhost:8000/register/mailbox)",
            "This page has filled it in.",
            "is in the file `data/admin-key`");
  }

  @Test
  void outside_development_the_introduction_says_who_sends_the_mail() {
    assertThat(introduction(document(true, REGISTER)))
        .contains(
            "is sent by Mailjet or the SMTP server", "`data/api-key`", "`docker compose logs web`")
        .doesNotContain("mailbox", "filled it in");
  }
}
