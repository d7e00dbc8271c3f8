package org.registrationapi.input;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patches (RFC 7396): missing fields stay, and objects change part by part. */
public final class MergePatch {
  private MergePatch() {}

  /**
   * Applies a patch. A null stays in the object, which the RFC would remove, so that the check of
   * the result can refuse unknown names.
   *
   * @param old is changed
   * @return {@code old}
   */
  public static ObjectNode apply(ObjectNode old, ObjectNode patch) {
    for (var field : patch.properties()) {
      var name = field.getKey();
      if (field.getValue() instanceof ObjectNode part && old.get(name) instanceof ObjectNode whole)
        apply(whole, part);
      else old.set(name, field.getValue());
    }
    return old;
  }
}
