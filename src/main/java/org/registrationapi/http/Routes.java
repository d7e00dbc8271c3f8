package org.registrationapi.http;

import io.javalin.config.RoutesConfig;
import io.javalin.config.StaticFilesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.staticfiles.StaticFileConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.registrationapi.request.Body;

/** The route table. Every GET route also answers HEAD, and every path answers OPTIONS. */
public final class Routes {
  private final RoutesConfig config;
  private final StaticFilesConfig staticFiles;
  private final List<Route> all = new ArrayList<>();

  /** One row of the table. */
  public record Route(HandlerType method, String path, Access access) {}

  Routes(RoutesConfig config, StaticFilesConfig staticFiles) {
    this.config = config;
    this.staticFiles = staticFiles;
  }

  /** A route that changes nothing. */
  public void get(String path, Handler handler, Access access) {
    add(HandlerType.GET, path, handler, access);
    config.addHttpHandler(HandlerType.HEAD, path, handler, access);
  }

  public void post(String path, Handler handler, Access access) {
    add(HandlerType.POST, path, handler, access);
  }

  public void patch(String path, Handler handler, Access access) {
    add(HandlerType.PATCH, path, handler, access);
  }

  public void delete(String path, Handler handler, Access access) {
    add(HandlerType.DELETE, path, handler, access);
  }

  /** Static files. */
  public void files(Consumer<StaticFileConfig> files) {
    staticFiles.add(files);
  }

  private void add(HandlerType method, String path, Handler handler, Access access) {
    all.add(new Route(method, path, access));
    config.addHttpHandler(method, path, handler, access);
  }

  /** The routes added so far. */
  public List<Route> all() {
    return List.copyOf(all);
  }

  /**
   * Answers OPTIONS (RFC 9110, section 9.3.7) and CORS preflights. Call it when the table is
   * complete.
   */
  void answerOptions(Cors cors) {
    methods(route -> true)
        .forEach((path, of) -> config.options(path, options(path, of, cors), Access.PUBLIC));
  }

  private Handler options(String path, Set<String> methods, Cors cors) {
    var ofPages = methods(route -> route.access() == Access.ANY_KEY).get(path);
    return ctx -> {
      ctx.status(204).header("Allow", String.join(", ", withImplied(methods)));
      if (methods.contains("PATCH"))
        ctx.header(Body.ACCEPT_PATCH, String.join(", ", Body.PATCH_TYPES));
      if (ofPages != null) cors.preflight(ctx, ofPages);
    };
  }

  private Map<String, Set<String>> methods(Predicate<Route> which) {
    var methods = new LinkedHashMap<String, Set<String>>();
    all.stream()
        .filter(which)
        .forEach(
            route ->
                methods
                    .computeIfAbsent(route.path(), path -> new TreeSet<>())
                    .add(route.method().name()));
    return methods;
  }

  /** The value of the Allow header, from the details that the router gives. */
  static String allowed(Map<String, String> details) {
    var methods =
        details.values().stream()
            .flatMap(list -> java.util.Arrays.stream(list.split(",", -1)))
            .map(String::strip)
            .collect(Collectors.toCollection(TreeSet::new));
    return String.join(", ", withImplied(methods));
  }

  private static Set<String> withImplied(Set<String> methods) {
    var result = new TreeSet<>(methods);
    if (result.contains("GET")) result.add("HEAD");
    result.add("OPTIONS");
    return result;
  }
}
