package org.registrationapi.links;

import java.util.Optional;
import org.registrationapi.servers.Server;
import org.registrationapi.text.Accent;
import org.registrationapi.text.Logo;
import org.registrationapi.text.Resources;

/**
 * The design of a server's page.
 *
 * @param css the page's style sheet
 * @param accent colour for images, which the style sheet does not reach
 * @param logo shown instead of the server's name
 */
public record PageTheme(String css, Accent accent, Optional<Logo> logo) {
  private static final String CSS = Resources.text("/pages/page.css");
  private static final PageTheme OURS =
      new PageTheme(CSS, Accent.DEFAULT.light(), Optional.empty());

  static PageTheme of(Optional<Server> server) {
    return server.map(PageTheme::of).orElse(OURS);
  }

  private static PageTheme of(Server server) {
    var accent = Accent.of(server.accentColour());
    return new PageTheme(
        accent.map(own -> CSS + css(own)).orElse(CSS),
        accent.orElse(Accent.DEFAULT).light(),
        Logo.of(server.logoUrl()));
  }

  private static String css(Accent.Pair accent) {
    return ":root {%s}\n@media (prefers-color-scheme: dark) { :root {%s --glow: %s1a; } }\n"
        .formatted(variables(accent.light()), variables(accent.dark()), accent.dark().fill());
  }

  /** A fill with little contrast to the card gets an edge. */
  private static String variables(Accent accent) {
    var edge = accent.line().equals(accent.fill()) ? "transparent" : accent.line().toString();
    return " --accent: %s; --on-accent: %s; --accent-strong: %s; --accent-line: %s; --accent-edge: %s; "
        .formatted(accent.fill(), accent.label(), accent.pressed(), accent.line(), edge);
  }

  /** The sources of the page's images, for the Content-Security-Policy. */
  String pictures() {
    return logo.map(own -> "data: " + own.origin()).orElse("data:");
  }
}
