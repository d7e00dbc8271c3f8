package org.registrationapi.ha;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.registrationapi.testing.TestApp.newAddress;
import static org.registrationapi.testing.TestApp.registration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.registrationapi.http.Access;
import org.registrationapi.http.Routes.Route;
import org.registrationapi.kit.Ports;
import org.registrationapi.testing.Procedures;
import org.registrationapi.testing.RawHttp;
import org.registrationapi.testing.TestApp;

/** The configurations of "TLS with Caddy" and "TLS with nginx", as they are written. */
class TlsHaIT {
  private static final Set<Access> OPERATOR =
      Set.of(Access.ADMIN, Access.ADMIN_PAGE, Access.METRICS);
  private static final String ADMIN = "Authorization: Bearer " + TestApp.ADMIN_KEY;
  private static final String ORIGIN = "Origin: https://shop.example";

  @TempDir private static Path directory;
  private static TestApp app;
  private static Map<String, TlsProxy> proxies;

  @BeforeAll
  static void start() throws Exception {
    var settings = new HashMap<>(documented());
    settings.put("TRUSTED_PROXIES", "127.0.0.1"); // not in a container
    settings.put("CLIENT_REGISTRATIONS_PER_HOUR", "1");
    app = TestApp.start(settings);
    proxies =
        Map.of(
            "caddy", TlsProxy.start("caddy", directory, app.port()),
            "nginx", TlsProxy.start("nginx", directory, app.port()));
  }

  private static Map<String, String> documented() {
    assertThat(Procedures.text()).contains("`TRUSTED_PROXIES=127.0.0.1`");
    return Procedures.block("TLS with Caddy", 1)
        .lines()
        .map(line -> line.split("=", 2))
        .collect(toMap(setting -> setting[0], setting -> setting[1]));
  }

  @AfterAll
  static void stop() {
    proxies.values().forEach(TlsProxy::close);
    app.close();
  }

  private static TlsClient client(String proxy) {
    return proxies.get(proxy).client();
  }

  @ParameterizedTest
  @ValueSource(strings = {"caddy", "nginx"})
  void the_link_in_a_mail_is_https_and_works(String proxy) {
    var mail = app.registered(newAddress());

    var page = client(proxy).get(mail.link());

    assertThat(mail.text()).contains("https://register.example.com" + mail.link());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).containsIgnoringCase("\r\nstrict-transport-security: ");
    assertThat(client(proxy).send("POST", mail.link(), "").status()).isEqualTo(200);
  }

  private static String overHttp(TlsProxy proxy, String path) {
    var head = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
    return RawHttp.send(proxy.http(), head.formatted(path, TlsClient.NAME));
  }

  @ParameterizedTest
  @ValueSource(strings = {"caddy", "nginx"})
  void http_leads_to_https(String proxy) {
    var answer = overHttp(proxies.get(proxy), "/docs/");

    assertThat(answer)
        .startsWith("HTTP/1.1 308 ")
        .containsIgnoringCase("\r\nlocation: https://register.example.com/docs/\r\n");
  }

  private static int register(TlsClient client, String key, String... headers) {
    var all = new ArrayList<>(List.of("Authorization: Bearer " + key, ORIGIN));
    all.addAll(List.of(headers));
    var body = registration(newAddress());
    return client.send("POST", "/users", body, all.toArray(String[]::new)).status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"caddy", "nginx"})
  void a_client_counts_by_its_own_address_whatever_it_claims(String proxy) {
    var server = app.newServer("").name();
    var publishable =
        "{\"kind\": \"publishable\", \"allowed_origins\": [\"https://shop.example\"]}";
    var created = app.admin().post("/servers/" + server + "/keys", publishable).json();
    var key = created.path("key").asText();
    var second = client(proxy).at("127.0.0.2");

    assertThat(register(second, key)).isEqualTo(202);
    assertThat(register(second, key)).isEqualTo(429);
    assertThat(register(second, key, "X-Forwarded-For: 203.0.113.7")).isEqualTo(429);
    assertThat(register(client(proxy).at("127.0.0.3"), key)).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"caddy", "nginx"})
  void routes_of_the_operator_are_not_on_the_internet_and_all_others_are(String proxy) {
    assertThat(app.routes()).extracting(Route::access).containsAll(OPERATOR);
    for (var route : app.routes()) {
      var path = route.path().replaceAll("\\{[^}]*}", "x");

      var answer = client(proxy).send(route.method().name(), path, "", ADMIN);

      assertThat(answer.isOfService())
          .as("%s %s: %s", route.method(), path, answer.text())
          .isEqualTo(!OPERATOR.contains(route.access()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"caddy", "nginx"})
  void no_other_spelling_leads_to_a_route_of_the_operator(String proxy) {
    for (var path :
        List.of(
            "/servers/",
            "//servers",
            "/./servers",
            "/docs/../servers",
            "/%73ervers",
            "/servers;x",
            "/;x/servers",
            "/servers%2f",
            "/%2fservers",
            "/docs/%2e%2e/servers",
            "/SERVERS"))
      assertThat(client(proxy).get(path, ADMIN).status()).as(path).isBetween(300, 499);
  }

  @ParameterizedTest
  @ValueSource(strings = {"caddy", "nginx"})
  void a_service_in_development_is_not_open_through_the_proxy(String name) throws Exception {
    try (var development = TestApp.startDevelopment(Map.of());
        var proxy = TlsProxy.start(name, directory, development.port())) {
      for (var path : List.of("/mailbox", "/docs/key", "/users"))
        assertThat(proxy.client().get(path, "X-Requested-With: docs").status()).isEqualTo(421);
    }
  }

  /** Nothing listens behind the proxy, so it logs an error if it logs at all. */
  @ParameterizedTest
  @ValueSource(strings = {"caddy", "nginx"})
  void the_logs_of_the_proxy_have_no_token(String name) throws Exception {
    try (var proxy = TlsProxy.start(name, directory, Ports.reserve())) {
      assertThat(proxy.client().get("/validation/a-token-of-a-link").status()).isEqualTo(502);
      proxy.process().terminate();
      proxy.process().exitCode();
      try (var files = Files.list(proxy.directory())) {
        assertThat(files.filter(Files::isRegularFile))
            .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("a-token-of"));
      }
    }
  }

  @Test
  void nginx_serves_the_challenge_of_the_certificates_authority() throws Exception {
    var nginx = proxies.get("nginx");
    var challenges = nginx.directory().resolve(".well-known/acme-challenge");
    Files.writeString(Files.createDirectories(challenges).resolve("one"), "the answer");

    var answer = overHttp(nginx, "/.well-known/acme-challenge/one");

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("the answer");
  }
}
