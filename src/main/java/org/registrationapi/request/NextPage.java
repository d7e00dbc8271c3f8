package org.registrationapi.request;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lists that are answered page by page. */
public final class NextPage {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 100;

  private NextPage() {}

  /**
   * How long a page may be: the parameter {@code limit}, 1 to 100, without it 50.
   *
   * @throws org.registrationapi.errors.Failure 422 if it is anything else
   */
  public static int limit(Context ctx) {
    return Query.number(ctx, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  /**
   * Says in the header {@code Link} where the next page is (RFC 8288): the same question with
   * another cursor.
   *
   * @param cursor null: there is none
   */
  public static void announce(Context ctx, String path, String cursor) {
    if (cursor == null) return;
    var parameters = new TreeMap<String, String>();
    ctx.queryParamMap().forEach((name, values) -> parameters.put(name, values.get(0)));
    parameters.put("cursor", cursor);
    var query =
        parameters.entrySet().stream().map(NextPage::encoded).collect(Collectors.joining("&"));
    ctx.header("Link", "<" + path + "?" + query + ">; rel=\"next\"");
  }

  private static String encoded(Map.Entry<String, String> parameter) {
    return parameter.getKey()
        + "="
        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8);
  }
}
