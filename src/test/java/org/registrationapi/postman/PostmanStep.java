package org.registrationapi.postman;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One request of the collection: an operation of the document, and what this request adds to it.
 *
 * @param name if empty, the operation's summary
 * @param values of parameters and fields, by name
 * @param before a script, perhaps empty
 * @param after a script, perhaps empty
 * @param otherStatuses allowed beside the successful ones
 */
record PostmanStep(
    String operation,
    Optional<String> name,
    Map<String, String> values,
    String before,
    String after,
    Set<Integer> otherStatuses) {

  static PostmanStep send(String operation) {
    return new PostmanStep(operation, Optional.empty(), Map.of(), "", "", Set.of());
  }

  PostmanStep named(String text) {
    return new PostmanStep(operation, Optional.of(text), values, before, after, otherStatuses);
  }

  PostmanStep with(Map<String, String> given) {
    return new PostmanStep(operation, name, given, before, after, otherStatuses);
  }

  /** Runs a script before the request. */
  PostmanStep first(String script) {
    return new PostmanStep(operation, name, values, script, after, otherStatuses);
  }

  /** Keeps a field of the answer as a variable, for later requests. */
  PostmanStep keep(String variable, String field) {
    var script = PostmanScripts.keep(variable, field);
    return new PostmanStep(operation, name, values, before, script, otherStatuses);
  }

  /** Allows a status beside the successful ones. */
  PostmanStep or(int status) {
    return new PostmanStep(operation, name, values, before, after, Set.of(status));
  }
}
