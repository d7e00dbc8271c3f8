package org.registrationapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.registrationapi.http.Routes.Route;

/** The table of routes, and the methods that a path allows. */
class RoutesTest {
  private static final Handler NOTHING = ctx -> {};

  @Test
  void the_table_lists_the_routes_in_the_order_they_were_added() {
    Javalin.create(
        config -> {
          var routes = new Routes(config.routes, config.staticFiles);
          routes.post("/users", NOTHING, Access.SERVER);
          routes.get("/users", NOTHING, Access.PUBLIC);
          routes.patch("/users/{user}", NOTHING, Access.ADMIN);
          routes.delete("/users/{user}", NOTHING, Access.LOCAL);

          assertThat(routes.all())
              .containsExactly(
                  new Route(HandlerType.POST, "/users", Access.SERVER),
                  new Route(HandlerType.GET, "/users", Access.PUBLIC),
                  new Route(HandlerType.PATCH, "/users/{user}", Access.ADMIN),
                  new Route(HandlerType.DELETE, "/users/{user}", Access.LOCAL));
        });
  }

  @Test
  void GET_allows_HEAD_and_every_path_allows_OPTIONS() {
    assertThat(Routes.allowed(Map.of("availableMethods", "POST, GET")))
        .isEqualTo("GET, HEAD, OPTIONS, POST");
    assertThat(Routes.allowed(Map.of("availableMethods", "GET,HEAD,OPTIONS")))
        .isEqualTo("GET, HEAD, OPTIONS");
    assertThat(Routes.allowed(Map.of("availableMethods", "DELETE"))).isEqualTo("DELETE, OPTIONS");
  }
}
