package org.registrationapi.testing;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** Requests without an HTTP server: Javalin's own code over headers, a body and an address. */
public final class Requests {
  private Requests() {}

  /** A request that has this one header. */
  public static Context withHeader(String name, String value) {
    return with(Map.of(name, value), "127.0.0.1", new byte[0]);
  }

  /** A request from an address. */
  public static Context from(String remoteAddress, Map<String, String> headers) {
    return with(headers, remoteAddress, new byte[0]);
  }

  /** A request with a body. */
  public static Context withBody(String contentType, byte[] body) {
    return with(Map.of("Content-Type", contentType), "127.0.0.1", body);
  }

  /** A request with a JSON body. */
  public static Context withJson(String body) {
    return withBody("application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private static Context with(Map<String, String> headers, String remoteAddress, byte[] body) {
    var request =
        proxy(
            HttpServletRequest.class,
            (self, method, args) ->
                switch (method.getName()) {
                  case "getHeader" -> headers.get(args[0]);
                  case "getHeaders" ->
                      Collections.enumeration(
                          Optional.ofNullable(headers.get(args[0])).stream().toList());
                  case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                  case "getProtocol" -> "HTTP/1.1";
                  case "getContentType" -> headers.get("Content-Type");
                  case "getRemoteAddr" -> remoteAddress;
                  default -> throw new UnsupportedOperationException(method.toString());
                });
    return proxy(
        Context.class,
        (self, method, args) ->
            switch (method.getName()) {
              case "req" -> request;
              case "bodyAsBytes" -> body;
              case "host" -> headers.get("Host");
              default -> InvocationHandler.invokeDefault(self, method, args);
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Requests.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
