package org.registrationapi.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.openapi.OpenApiDescription;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.registrationapi.input.MergePatch;
import org.registrationapi.servers.ServerSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The settings of a server as options: one for each field of the API, with its description. {@code
 * mail_from} is {@code --mail-from}.
 *
 * @param json reads and writes the JSON of the API
 */
record ServerOptions(ObjectMapper json) {
  private static final SnakeCaseStrategy FIELD = new SnakeCaseStrategy();
  private static final KebabCaseStrategy OPTION = new KebabCaseStrategy();

  /** Adds the options to a command. */
  void addTo(CommandSpec command) {
    settings().map(ServerOptions::option).forEach(command::addOption);
  }

  private static Stream<RecordComponent> settings() {
    return Stream.of(ServerSettings.class.getRecordComponents());
  }

  private static OptionSpec option(RecordComponent setting) {
    return OptionSpec.builder(name(setting))
        .type(String.class)
        .paramLabel(setting.getType() == String.class ? "TEXT" : "VALUE")
        .description(description(setting))
        .build();
  }

  private static String name(RecordComponent setting) {
    return "--" + OPTION.translate(setting.getName());
  }

  /** As in the OpenAPI document. A percent sign would begin a place holder. */
  private static String description(RecordComponent setting) {
    return Optional.ofNullable(setting.getAccessor().getAnnotation(OpenApiDescription.class))
        .map(description -> description.value().replace("`", "").replace("%", "%%") + ".")
        .orElse("The field " + FIELD.translate(setting.getName()) + " of the API.");
  }

  /** The fields that a command was given; an empty value is null. */
  ObjectNode given(ParseResult command) {
    var fields = json.createObjectNode();
    settings()
        .filter(setting -> command.hasMatchedOption(name(setting)))
        .forEach(
            setting -> fields.set(FIELD.translate(setting.getName()), value(setting, command)));
    return fields;
  }

  private JsonNode value(RecordComponent setting, ParseResult command) {
    String text = command.matchedOptionValue(name(setting), "");
    if (text.isEmpty()) return json.nullNode();
    if (setting.getType() == String.class) return json.getNodeFactory().textNode(text);
    try {
      var value = json.readTree(text);
      var type = json.constructType(setting.getGenericType());
      json.readerFor(type).readValue(json.treeAsTokens(value));
      return value;
    } catch (IOException e) {
      throw new ParameterException(
          command.commandSpec().commandLine(),
          "Invalid value for option '"
              + name(setting)
              + "': '"
              + text
              + "' is not "
              + kind(setting),
          e);
    }
  }

  private static String kind(RecordComponent setting) {
    return Map.class.isAssignableFrom(setting.getType()) ? "an object of the API" : "a number";
  }

  /** The settings that a command was given; the others are null. */
  ServerSettings settings(ParseResult command) {
    return read(given(command));
  }

  /** The settings with some fields changed. */
  ServerSettings changed(ServerSettings old, ObjectNode changes) {
    ObjectNode fields = json.valueToTree(old);
    return read(MergePatch.apply(fields, changes));
  }

  private ServerSettings read(ObjectNode fields) {
    return json.convertValue(fields, ServerSettings.class);
  }
}
