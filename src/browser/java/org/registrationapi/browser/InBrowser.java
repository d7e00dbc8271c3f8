package org.registrationapi.browser;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One running service for all tests of a class, and a new browser for each test. */
abstract class InBrowser {
  static RunningApp app;
  Browser browser;

  @BeforeAll
  static void startApp() throws IOException {
    app = RunningApp.start();
  }

  @AfterAll
  static void stopApp() throws IOException {
    app.close();
  }

  @BeforeEach
  void openBrowser() {
    browser = Browser.open();
  }

  @AfterEach
  void closeBrowser() {
    browser.close();
  }

  String url(String path) {
    return app.url(path);
  }
}
