package org.registrationapi.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.errors.FieldCode;
import org.registrationapi.http.Access;
import org.registrationapi.http.Problem;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.request.Json;

/**
 * The error answers of operations: each status with its codes, and an example of each code. The
 * page of texts has the codes that an operation has by itself; those that follow from its route are
 * added here.
 */
final class OpenApiErrors {
  private static final ObjectMapper JSON = Json.mapper();
  private static final String TYPE = "application/problem+json";
  private static final String REQUEST_ID = "T6OKtmIYuuWb4oBSUzs4";
  private static final Set<ErrorCode> OF_BODIES =
      EnumSet.of(
          ErrorCode.MALFORMED_JSON,
          ErrorCode.REQUEST_TIMEOUT,
          ErrorCode.BODY_TOO_LARGE,
          ErrorCode.JSON_REQUIRED,
          ErrorCode.ENCODING_NOT_SUPPORTED,
          ErrorCode.INVALID_FIELDS);

  private final ObjectNode components;
  private final OpenApiTexts texts;

  OpenApiErrors(ObjectNode components, OpenApiTexts texts) {
    this.components = components;
    this.texts = texts;
  }

  /** Adds the errors of a route; its operation has the texts of the page already. */
  void addTo(ObjectNode operation, Route route) {
    var responses = (ObjectNode) operation.get("responses");
    var codes = ofRoute(route, operation);
    responses.forEach(
        response -> codes.addAll(OpenApiTexts.codes(response.path("description").asText())));
    for (var code : codes) add(operation, route, code);
    sort(responses);
  }

  /** Puts answers in the order of their status. */
  private static void sort(ObjectNode responses) {
    var sorted = new TreeMap<String, JsonNode>();
    responses.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    responses.removeAll();
    responses.setAll(sorted);
  }

  /** The errors that follow from a route. */
  private static Set<ErrorCode> ofRoute(Route route, ObjectNode operation) {
    var codes = EnumSet.of(ErrorCode.MALFORMED_REQUEST, ErrorCode.INTERNAL_ERROR);
    codes.addAll(ofAccess(route.access()));
    if (operation.has("requestBody")) codes.addAll(ofBody(route));
    if (OpenApiPages.isOfLink(route)) codes.add(ErrorCode.LINK_NOT_FOUND);
    if (!isOfService(operation)) codes.add(ErrorCode.DATABASE_UNAVAILABLE);
    return codes;
  }

  private static Set<ErrorCode> ofAccess(Access access) {
    var ofKey =
        EnumSet.of(ErrorCode.KEY_REQUIRED, ErrorCode.KEY_INVALID, ErrorCode.KEY_NOT_ALLOWED);
    switch (access) {
      case SERVER -> {}
      case ANY_KEY -> ofKey.add(ErrorCode.ORIGIN_NOT_ALLOWED);
      case ADMIN, ADMIN_PAGE, METRICS -> ofKey.add(ErrorCode.ADMIN_KEY_NOT_SET);
      case MAILJET -> {
        return EnumSet.of(ErrorCode.CREDENTIALS_INVALID);
      }
      case LOCAL -> {
        return EnumSet.of(ErrorCode.NOT_LOCAL);
      }
      case PUBLIC -> {
        return EnumSet.noneOf(ErrorCode.class);
      }
    }
    return ofKey;
  }

  /** Mailjet's format is not ours, so its content type and fields are not checked. */
  private static Set<ErrorCode> ofBody(Route route) {
    var codes = EnumSet.copyOf(OF_BODIES);
    if (route.access() == Access.MAILJET)
      codes.removeAll(EnumSet.of(ErrorCode.JSON_REQUIRED, ErrorCode.INVALID_FIELDS));
    return codes;
  }

  /** Routes about the service need no database, or say so on the page of texts. */
  private static boolean isOfService(ObjectNode operation) {
    return operation.at("/tags/0").asText().equals("service");
  }

  private void add(ObjectNode operation, Route route, ErrorCode code) {
    var example = example(operation.path("operationId").asText(), route.access(), code);
    var status = example.problem().status();
    var response = operation.withObjectProperty("responses").withObjectProperty("" + status);
    describe(response, "`" + code.word() + "`");
    var type = response.withObjectProperty("content").withObjectProperty(TYPE);
    type.withObjectProperty("schema").put("$ref", "#/components/schemas/Problem");
    type.withArrayProperty("x-extensible-enum").add(code.word());
    example.addTo(type.withObjectProperty("examples"), components);
  }

  private static void describe(ObjectNode response, String code) {
    var text = response.path("description").asText();
    if (text.isEmpty()) response.put("description", code);
    else if (!text.contains(code))
      response.put("description", text + (text.endsWith("`") ? ", " : "; ") + code);
  }

  /** The answer that a code has at an operation, at the admin's routes, or everywhere. */
  private Example example(String operation, Access access, ErrorCode code) {
    var own = texts.sentence(operation, code);
    if (own.isPresent()) return new Example(code.word(), "", problem(code, own.get()));
    var admin = texts.sentence(OpenApiTexts.ADMIN_ERRORS, code);
    if (admin.isPresent() && ofAccess(access).contains(ErrorCode.ADMIN_KEY_NOT_SET))
      return new Example(code.word(), code.word() + "_of_admin", problem(code, admin.get()));
    var sentence =
        texts
            .sentence(OpenApiTexts.ERRORS, code)
            .orElseThrow(
                () -> new IllegalStateException("no example of " + code + " at " + operation));
    return new Example(code.word(), code.word(), problem(code, sentence));
  }

  private static Problem problem(ErrorCode code, String sentence) {
    if (code != ErrorCode.INVALID_FIELDS) return Problem.of(Failure.of(code, sentence), REQUEST_ID);
    var fault = sentence.split(" ", 3); // field, code, message
    var fieldCode = FieldCode.valueOf(fault[1].toUpperCase(Locale.ROOT));
    return Problem.of(Failure.invalid(fault[0], fieldCode, fault[2]), REQUEST_ID);
  }

  /**
   * An example of an answer.
   *
   * @param code the code it is for
   * @param shared its name, if several operations share it; empty: it is of one operation
   */
  private record Example(String code, String shared, Problem problem) {
    void addTo(ObjectNode examples, ObjectNode components) {
      if (shared.isEmpty()) {
        examples.putObject(code).set("value", JSON.valueToTree(problem));
        return;
      }
      examples.putObject(code).put("$ref", "#/components/examples/" + shared);
      components
          .withObjectProperty("examples")
          .withObjectProperty(shared)
          .set("value", JSON.valueToTree(problem));
    }
  }
}
