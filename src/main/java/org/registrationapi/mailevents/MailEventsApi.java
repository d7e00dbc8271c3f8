package org.registrationapi.mailevents;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.openapi.HttpMethod;
import io.javalin.openapi.OpenApi;
import io.javalin.openapi.OpenApiContent;
import io.javalin.openapi.OpenApiRequestBody;
import io.javalin.openapi.OpenApiResponse;
import java.util.stream.Stream;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;
import org.registrationapi.request.Body;

/** The webhook for Mailjet's events. */
public final class MailEventsApi {
  /** Mailjet groups the events of one second; each has about 500 bytes. */
  private static final int MAX_BODY_BYTES = 1024 * 1024;

  private final MailEventService events;
  private final Body body;

  /**
   * @param body reads any kind of JSON
   */
  public MailEventsApi(MailEventService events, Body body) {
    this.events = events;
    this.body = body;
  }

  @OpenApi(
      path = "/mailjet/events",
      methods = HttpMethod.POST,
      operationId = "receiveMailjetEvents",
      tags = "service",
      summary = "Receive Mailjet's events about mails",
      requestBody =
          @OpenApiRequestBody(
              required = true,
              content = @OpenApiContent(mimeType = "application/json", type = "object")),
      responses = {@OpenApiResponse(status = "200")})
  public void receive(Context ctx) {
    events.receive(each(body.readAny(ctx, MAX_BODY_BYTES)));
  }

  private static Stream<JsonNode> each(JsonNode json) {
    if (json.isArray()) return json.valueStream();
    if (json.isObject()) return Stream.of(json);
    throw Failure.of(ErrorCode.MALFORMED_JSON, "The body must be an event or an array of events.");
  }
}
