package org.registrationapi.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's headless Chromium with a new profile. */
final class Browser implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int BLOCKED = 2;

  /** Selenium warns of every newer browser; nothing that we send depends on the version. */
  private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

  static {
    DEVTOOLS.setLevel(Level.OFF);
  }

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  static Browser open() {
    return open(Map.of());
  }

  static Browser withoutJavaScript() {
    return open(Map.of("profile.managed_default_content_settings.javascript", BLOCKED));
  }

  private static Browser open(Map<String, Object> preferences) {
    var options = new ChromeOptions();
    options.setBinary(program("CHROMIUM", "/usr/bin/chromium"));
    // ChromeDriver makes a new user data directory each time. The disabled parts send requests.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars");
    options.setExperimentalOption("prefs", preferences);
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(program("CHROMEDRIVER", "/usr/bin/chromedriver")))
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** The path of a program: Debian's, unless the environment names another. */
  private static String program(String variable, String debian) {
    return System.getenv().getOrDefault(variable, debian);
  }

  ChromeDriver driver() {
    return driver;
  }

  void go(String url) {
    driver.get(url);
  }

  /** Sends a key with every request from now on. */
  void proveWith(String key) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Authorization", "Bearer " + key)));
  }

  /** Waits for the first element that a CSS selector finds. */
  WebElement find(String css) {
    return until(
        browser -> browser.findElements(By.cssSelector(css)).stream().findFirst().orElse(null));
  }

  List<WebElement> findAll(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  void click(String css) {
    var element = find(css);
    until(browser -> element.isDisplayed() && element.isEnabled() ? element : null).click();
  }

  String text(String css) {
    return find(css).getText();
  }

  <T> T until(ExpectedCondition<T> condition) {
    return new WebDriverWait(driver, TIMEOUT)
        .pollingEvery(Duration.ofMillis(50))
        .ignoring(WebDriverException.class) // the next page may load during the check
        .until(condition);
  }

  /** Waits for the heading that the next page has. */
  void awaitHeading(String text) {
    until(
        browser ->
            browser.findElements(By.tagName("h1")).stream()
                    .anyMatch(h1 -> h1.getText().equals(text))
                ? true
                : null);
  }

  void press(Keys key) {
    new Actions(driver).sendKeys(key).perform();
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Sets the size of the screen; a narrow screen is a phone's. */
  void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", width < 600));
  }

  /** Sets the preferred colour scheme, and reduced motion. */
  void preferColorScheme(String scheme) {
    var color = Map.of("name", "prefers-color-scheme", "value", scheme);
    var motion = Map.of("name", "prefers-reduced-motion", "value", "reduce");
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia", Map.of("features", List.of(color, motion)));
  }

  long widthOfContent() {
    return (Long)
        Objects.requireNonNull(driver.executeScript("return document.documentElement.scrollWidth"));
  }

  long heightOfContent() {
    return (Long)
        Objects.requireNonNull(
            driver.executeScript("return document.documentElement.scrollHeight"));
  }

  /** The messages in the browser's log, including CSP violations. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The hosts, with ports, that received a request; data URLs do not count. */
  List<String> hostsAsked() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .map(Browser::requestedUrl)
        .filter(url -> url.startsWith("http"))
        .map(url -> URI.create(url).getAuthority())
        .distinct()
        .toList();
  }

  /**
   * Whether a page or a redirect sent the browser to a URL that begins like this, also to an app.
   */
  boolean wasSentTo(String url) {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(event -> event.contains("Network.requestWillBeSent\""))
        .anyMatch(event -> event.contains("\"documentURL\":\"" + url));
  }

  private static String requestedUrl(String event) {
    try {
      var message = new ObjectMapper().readTree(event).path("message");
      return message.path("method").asText().equals("Network.requestWillBeSent")
          ? message.at("/params/request/url").asText()
          : "";
    } catch (JsonProcessingException e) {
      throw new AssertionError("not an event: " + event, e);
    }
  }

  /** Saves a screenshot. */
  void screenshot(String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
