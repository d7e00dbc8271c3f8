package org.registrationapi.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL from PostgreSQL's catalogue in a readable form. */
final class SqlText {
  private static final Pattern PART = Pattern.compile("[^'\"]+|'(?:[^']|'')*'|\"[^\"]*\"");

  private SqlText() {}

  /** The same in lower case, without the casts, quotes and words that are not needed. */
  static String plain(String sql) {
    return PART.matcher(sql)
        .replaceAll(part -> Matcher.quoteReplacement(lowerCase(part.group())))
        .replaceAll("('(?:[^']|'')*')::(?:text|jsonb)(?:\\[\\])?", "$1")
        .replaceAll("= any \\(array\\[([^\\]]*)\\]\\)", "in ($1)")
        .replaceAll("\"([a-z_]+)\"", "$1")
        .replaceAll("references (\\w+)\\(", "references $1 (")
        .replace(" using btree", "")
        .replace("timestamp with time zone", "timestamptz");
  }

  private static String lowerCase(String part) {
    var isQuoted = part.startsWith("'") || part.startsWith("\"");
    return isQuoted ? part : part.toLowerCase(Locale.ROOT);
  }

  /** Lines of that width at most, broken at blanks; none if the text is null. */
  static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    if (text == null) return lines;
    var line = new StringBuilder();
    for (var word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
