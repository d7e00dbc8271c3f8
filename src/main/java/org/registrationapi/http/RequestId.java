package org.registrationapi.http;

import io.javalin.http.Context;
import java.util.regex.Pattern;
import org.registrationapi.secrets.RandomText;

/** The id that a request has in its answer, its errors and the log. */
final class RequestId {
  static final String HEADER = "X-Request-Id";
  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String ATTRIBUTE = "request_id";

  private RequestId() {}

  /** The caller's id if it is harmless, else one of ours: 20 letters and digits. */
  static String of(String header) {
    return header != null && ACCEPTABLE.matcher(header).matches()
        ? header
        : RandomText.alphanumeric(20);
  }

  static void assign(Context ctx) {
    var id = of(ctx.header(HEADER));
    ctx.attribute(ATTRIBUTE, id);
    ctx.header(HEADER, id);
  }

  static String in(Context ctx) {
    return ctx.attribute(ATTRIBUTE);
  }
}
