package org.registrationapi.project;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.registrationapi.errors.ErrorCode;

/** The pages of the documentation: their size, their links and their list of error codes. */
class DocumentationTest {
  private static final Path README = Path.of("README.md");
  private static final Path PAGES = Path.of(".github");

  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

  static List<Path> pages() throws IOException {
    try (var files = Files.list(PAGES)) {
      return Stream.concat(
              Stream.of(README), files.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  @Test
  void the_README_has_at_most_200_lines() {
    assertThat(Sources.read(README).lines().count()).isLessThanOrEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_link_leads_to_a_file_and_a_heading_that_exist(Path page) {
    var text = CODE.matcher(FENCED.matcher(Sources.read(page)).replaceAll("")).replaceAll("");
    var dead = new ArrayList<String>();
    LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.matches("(?:https?|mailto):.*"))
        .filter(link -> !resolves(page, link))
        .forEach(dead::add);

    assertThat(dead).isEmpty();
  }

  @Test
  void the_README_links_every_page() throws IOException {
    var links = LINK.matcher(Sources.read(README)).results().map(link -> link.group(1)).toList();

    assertThat(pages().stream().filter(page -> !page.equals(README)).map(Path::toString))
        .allSatisfy(page -> assertThat(links).contains(page));
  }

  @Test
  void the_API_reference_lists_every_error_code() {
    var page = Sources.read(PAGES.resolve("API.md"));
    var errors = page.substring(page.indexOf("## Errors"), page.indexOf("## Hints"));

    assertThat(Stream.of(ErrorCode.values()).map(code -> "`" + code.word() + "`"))
        .allSatisfy(code -> assertThat(errors).contains(code));
  }

  private static boolean resolves(Path page, String link) {
    var parts = link.split("#", 2);
    var file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.exists(file)) return false;
    return parts.length == 1 || anchors(file).contains(parts[1]);
  }

  /** The anchors that GitHub gives to the headings of a page; none occurs twice in one page. */
  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(FENCED.matcher(Sources.read(page)).replaceAll(""))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(toCollection(TreeSet::new));
  }
}
