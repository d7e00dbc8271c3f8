package org.registrationapi.answer;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.registrationapi.request.Query;

/** Paging of lists. */
public final class NextPage {
  /** The size of a page, unless the request says another. */
  public static final int DEFAULT_LIMIT = 50;

  /** The largest page. */
  public static final int MAX_LIMIT = 100;

  private NextPage() {}

  /** The size of a page: the parameter {@code limit}, 1 to 100; 50 if it is missing or a fault. */
  public static int limit(Query query) {
    return query.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
  }

  /**
   * Links the next page in the header {@code Link} (RFC 8288): the same query with another cursor.
   *
   * @param cursor null: there is no next page
   */
  public static void announce(Context ctx, String path, String cursor) {
    if (cursor == null) return;
    ctx.header("Link", "<" + PublicPath.of(ctx, path) + query(ctx, cursor) + ">; rel=\"next\"");
  }

  /**
   * The query of the next page with its question mark, for a page that links it.
   *
   * @param cursor null: there is no next page, and the query is empty text
   */
  public static String query(Context ctx, String cursor) {
    if (cursor == null) return "";
    var parameters = new TreeMap<String, String>();
    ctx.queryParamMap().forEach((name, values) -> parameters.put(name, values.get(0)));
    parameters.put("cursor", cursor);
    return parameters.entrySet().stream()
        .map(NextPage::encoded)
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(Map.Entry<String, String> parameter) {
    return parameter.getKey()
        + "="
        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8);
  }
}
