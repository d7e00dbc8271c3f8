package org.registrationapi.request;

import io.javalin.http.Context;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.registrationapi.secrets.RandomText;

/** The id of a request in its answer, its errors and the log. */
public final class RequestId {
  public static final String HEADER = "X-Request-Id";

  /** The form of an id. */
  public static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final int LENGTH = 20;
  private static final String ATTRIBUTE = "request_id";

  private RequestId() {}

  /** The caller's id if it has an acceptable form, else a new one: 20 letters and digits. */
  static String of(String header) {
    if (header != null && ACCEPTABLE.matcher(header).matches()) return header;
    // it only has to be unique, and requests would wait for each other at the secure generator
    return RandomText.alphanumeric(LENGTH, ThreadLocalRandom.current());
  }

  public static String assign(Request request) {
    var id = of(request.getHeaders().get(HEADER));
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  /** The id that was assigned; a request that could not be parsed gets its id here. */
  public static String assignedTo(Request request) {
    var id = (String) request.getAttribute(ATTRIBUTE);
    return id == null ? assign(request) : id;
  }

  public static void answer(Context ctx) {
    ctx.header(HEADER, in(ctx));
  }

  public static String in(Context ctx) {
    return ctx.attribute(ATTRIBUTE);
  }
}
