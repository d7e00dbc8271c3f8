package org.registrationapi.mailevents;

import static org.registrationapi.fuzz.Fuzz.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.registrationapi.input.FieldChecks;
import org.registrationapi.request.JsonMappers;

/** The stored reason of any event is short, one line, and without addresses. */
public final class MailjetEventFuzz {
  private static final ObjectMapper JSON = JsonMappers.foreign();
  private static final int MAX_REASON = 250; // two texts of 101 and ours

  private MailjetEventFuzz() {}

  /** Jazzer calls this first, to load Jackson's many classes before it measures time. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput("{\"event\": \"sent\"}".getBytes(StandardCharsets.UTF_8));
  }

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] data) {
    JsonNode json;
    try {
      json = JSON.readTree(new String(data, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return;
    }
    MailjetEvent.read(json).ifPresent(event -> checkReason(event.reason()));
  }

  private static void checkReason(String reason) {
    if (reason == null) return;
    check(reason.codePointCount(0, reason.length()) <= MAX_REASON, "a reason is short");
    check(FieldChecks.isPrintable(reason), "a reason is one line");
    check(reason.indexOf('@') < 0, "a reason has no address");
  }
}
