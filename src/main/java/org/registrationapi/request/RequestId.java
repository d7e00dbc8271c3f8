package org.registrationapi.request;

import io.javalin.http.Context;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.registrationapi.secrets.RandomText;

/** The id that a request has in its answer, its errors and the log. */
public final class RequestId {
  public static final String HEADER = "X-Request-Id";
  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int LENGTH = 20;
  private static final String ATTRIBUTE = "request_id";

  private RequestId() {}

  /** The caller's id if it is harmless, else one of ours: 20 letters and digits. */
  static String of(String header) {
    if (header != null && ACCEPTABLE.matcher(header).matches()) return header;
    // it only has to differ from others, and for the secure generator everybody waits in line
    return RandomText.alphanumeric(LENGTH, ThreadLocalRandom.current());
  }

  public static String assign(Request request) {
    var id = of(request.getHeaders().get(HEADER));
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  /** The one that was assigned; what could not be read as a request gets it only now. */
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
