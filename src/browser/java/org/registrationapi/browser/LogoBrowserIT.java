package org.registrationapi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.OutputType;

/** Logos that do not load, or that have the colour of the page, on pages and in mails. */
final class LogoBrowserIT extends InBrowser {
  /** Browsers connect to this port of no host. */
  private static final String BROKEN = "https://localhost:1/logo.png";

  private static final String SHORT = "The Little Shop";
  private static final String LONG =
      "Donaudampfschifffahrtsgesellschaft".repeat(3).substring(0, 100);

  /** A transparent image with letters in one colour. */
  private static String logo(String colour) {
    var svg =
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="320" height="80"><text x="160" y="56" font-size="48" \
        font-family="sans-serif" font-weight="700" text-anchor="middle" fill="%s">Little Shop</text></svg>"""
            .formatted(colour);
    return "data:image/svg+xml;base64," + base64(svg);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Shows a page of a server, or its mail, on a phone. */
  private void show(String place, String server, String name, String locale, String scheme) {
    var key = app.server(Map.of("name", server, "display_name", name, "logo_url", BROKEN));
    browser.resize(360, 740);
    browser.preferColorScheme(scheme);
    if (place.equals("page")) {
      var email = server + "@example.com";
      app.register(key, email, locale);
      browser.go(app.link(email));
    } else {
      go(app.preview(server, "validation", locale));
    }
  }

  private void go(String html) {
    browser.go("data:text/html;charset=utf-8;base64," + base64(html));
  }

  @ParameterizedTest
  @CsvSource({
    "page, short, en, light",
    "page, short, ar, dark",
    "page, long, de, light",
    "page, long, de, dark",
    "mail, short, en, light",
    "mail, short, ar, dark",
    "mail, long, de, light",
    "mail, long, ar, dark"
  })
  void a_broken_logo_shows_the_name(String place, String length, String locale, String scheme)
      throws IOException {
    var look = String.join("-", "broken", place, length, locale, scheme);
    show(place, look, length.equals("short") ? SHORT : LONG, locale, scheme);
    var script =
        "const i = document.querySelector('.logo img'); return i.complete && !i.naturalWidth;";
    browser.until(now -> Boolean.TRUE.equals(browser.driver().executeScript(script)) ? true : null);

    browser.screenshot(look);

    var name = browser.find(".logo img").getRect();
    var panel = browser.find(".logo").getRect();
    var card = browser.find(".card").getRect();
    assertThat(browser.widthOfContent()).isEqualTo(360);
    assertThat(name.getX()).isGreaterThanOrEqualTo(panel.getX());
    assertThat(name.getX() + name.getWidth()).isLessThanOrEqualTo(panel.getX() + panel.getWidth());
    assertThat(panel.getY() + panel.getHeight()).isLessThanOrEqualTo(card.getY());
    assertThat(name.getHeight()).isEqualTo(length.equals("short") ? 16 : 48);
  }

  @ParameterizedTest
  @CsvSource({
    "page, white, light",
    "page, white, dark",
    "page, black, light",
    "page, black, dark",
    "mail, white, light",
    "mail, white, dark",
    "mail, black, light",
    "mail, black, dark"
  })
  void a_logo_in_the_colour_of_the_page_is_seen(String place, String colour, String scheme)
      throws IOException {
    var look = String.join("-", "logo", place, colour, scheme);
    show(place, look, SHORT, "en", scheme);
    showLogo(place, look, colour);

    browser.screenshot(look);

    var image = browser.find(".logo img").getScreenshotAs(OutputType.BYTES);
    assertThat(contrast(ImageIO.read(new ByteArrayInputStream(image)))).isGreaterThan(1.5);
    assertThat(browser.find(".logo img").getRect().getHeight()).isBetween(40, 48);
  }

  private void showLogo(String place, String server, String colour) {
    if (place.equals("mail"))
      go(app.preview(server, "validation", "en").replace(BROKEN, logo(colour)));
    else
      browser
          .driver()
          .executeScript("document.querySelector('.logo img').src = arguments[0];", logo(colour));
    var script = "return document.querySelector('.logo img').naturalWidth;";
    browser.until(
        now -> Long.valueOf(320).equals(browser.driver().executeScript(script)) ? true : null);
  }

  /** The contrast between the lightest and the darkest point (WCAG 2.2). */
  private static double contrast(BufferedImage image) {
    var lights =
        IntStream.range(0, image.getHeight())
            .boxed()
            .flatMapToDouble(
                y ->
                    IntStream.range(0, image.getWidth())
                        .mapToDouble(x -> light(image.getRGB(x, y))))
            .summaryStatistics();
    return (lights.getMax() + 0.05) / (lights.getMin() + 0.05);
  }

  private static double light(int rgb) {
    return 0.2126 * part(rgb >> 16) + 0.7152 * part(rgb >> 8) + 0.0722 * part(rgb);
  }

  private static double part(int bits) {
    var share = (bits & 0xff) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
