package org.registrationapi.postman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.registrationapi.testing.TestApp;

/** Writes the Postman collection: Maven's profile {@code postman} calls it. */
public final class PostmanFile {
  /** The command that writes the file. */
  static final String COMMAND = "mvn -q -Ppostman test-compile exec:java";

  /** The collection. */
  static final Path PATH = Path.of(".github/postman_collection.json");

  private PostmanFile() {}

  /** Writes the file for the current OpenAPI document. */
  public static void main(String[] args) throws IOException {
    try (var app = TestApp.start(Map.of())) {
      var document = app.anybody().get("/openapi.json").json();
      Files.writeString(PATH, PostmanCollection.of(document));
    }
  }
}
