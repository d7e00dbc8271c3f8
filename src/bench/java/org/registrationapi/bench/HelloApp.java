package org.registrationapi.bench;

import io.javalin.Javalin;

/** A Javalin that only answers with a greeting. */
final class HelloApp {
  private HelloApp() {}

  public static void main(String[] args) {
    Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.jetty.host = "127.0.0.1";
              config.jetty.port = Integer.parseInt(System.getenv("PORT"));
              config.routes.get("/health/ready", ctx -> ctx.result("hello"));
            })
        .start();
  }
}
