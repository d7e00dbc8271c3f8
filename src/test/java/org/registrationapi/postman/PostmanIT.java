package org.registrationapi.postman;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.registrationapi.testing.SharedApp;
import org.registrationapi.testing.TestHttp;

/** The Postman collection. That its requests succeed is shown by {@code .ci/postman}. */
class PostmanIT {
  private static final JsonNode DOCUMENT = SharedApp.APP.anybody().get("/openapi.json").json();

  /** Deleted last, because later requests need them. */
  private static final Set<String> LAST = Set.of("deleteUser", "deleteServer");

  @Test
  void the_file_is_as_the_command_writes_it(@TempDir Path directory) throws IOException {
    var expected = Files.writeString(directory.resolve("expected"), PostmanCollection.of(DOCUMENT));

    assertThat(PostmanFile.PATH)
        .as("what `%s` writes", PostmanFile.COMMAND)
        .hasSameTextualContentAs(expected);
  }

  @Test
  void the_collection_has_every_operation_but_Mailjets_in_the_order_of_the_document() {
    var documented = new ArrayList<String>();
    for (var tag : DOCUMENT.path("tags")) documented.addAll(operations(tag.path("name").asText()));
    documented.remove("receiveMailjetEvents");
    documented.removeAll(LAST);
    documented.addAll(List.of("deleteUser", "deleteServer"));

    var sent = new LinkedHashSet<String>();
    for (var folder : PostmanSteps.folders())
      folder.steps().forEach(step -> sent.add(step.operation()));
    assertThat(sent).containsExactlyElementsOf(documented);
  }

  private static List<String> operations(String tag) {
    var ids = new ArrayList<String>();
    for (var path : DOCUMENT.path("paths"))
      for (var operation : path)
        if (operation.at("/tags/0").asText().equals(tag))
          ids.add(operation.path("operationId").asText());
    return ids;
  }

  @Test
  void only_what_the_collection_made_is_deleted() throws IOException {
    var deletions = new ArrayList<String>();
    for (var folder : TestHttp.JSON.readTree(PostmanFile.PATH.toFile()).path("item"))
      for (var item : folder.path("item"))
        if (item.at("/request/method").asText().equals("DELETE")) deletions.add(values(item));

    assertThat(deletions)
        .containsExactly(
            "{{otherEmail}}",
            "{{userId}}", // its change of address
            "{{server}} {{keyId}}",
            "{{email}}",
            "{{userId}}",
            "{{server}}");
  }

  /** The values of a request's path and query that are sent. */
  private static String values(JsonNode item) {
    var values = new ArrayList<String>();
    for (var part : List.of("variable", "query"))
      for (var parameter : item.at("/request/url").path(part))
        if (!parameter.path("disabled").asBoolean()) values.add(parameter.path("value").asText());
    return String.join(" ", values);
  }
}
