package org.registrationapi.bench;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.registrationapi.secrets.LinkPurpose;
import org.registrationapi.secrets.LinkSecrets;
import org.registrationapi.secrets.LinkSecrets.LinkId;
import org.registrationapi.secrets.Secret;
import org.registrationapi.secrets.SecretKeys;

/**
 * The bytes of requests about one user.
 *
 * @param key of the user's server
 * @param links of the pending users, by address
 */
record LatencyRequests(String key, Map<String, LinkId> links) {
  private static final LinkSecrets SECRETS =
      new LinkSecrets(SecretKeys.only(new Secret(App.SECRET_KEY)), 6);

  byte[] register(String email) {
    return post(
        "/users",
        """
        {"email": "%s", "password": "%s", "first_name": "Grace", "locale": "en"}
        """
            .formatted(email, Population.PASSWORD));
  }

  byte[] followLink(String email) {
    return Requests.press("/validation/" + SECRETS.token(LinkPurpose.VALIDATION, links.get(email)));
  }

  byte[] sendPin(String email) {
    return post(
        "/validation",
        """
        {"email": "%s", "pin_code": "%s"}
        """
            .formatted(email, SECRETS.pin(links.get(email))));
  }

  byte[] authenticate(String email) {
    return post(
        "/users/authenticate",
        """
        {"email": "%s", "password": "%s"}
        """
            .formatted(email, Population.PASSWORD));
  }

  byte[] find(String email) {
    return Requests.get("/users?email=" + email, key);
  }

  byte[] list() {
    return Requests.get("/users?limit=50", key);
  }

  byte[] askForPassword(String email) {
    return post("/users/password-reset", "{\"email\": \"%s\"}".formatted(email));
  }

  byte[] askForAddress(String email) {
    return post("/users/" + email + "/email", "{\"email\": \"new.%s\"}".formatted(email));
  }

  byte[] delete(String email) {
    return Requests.delete("/users?email=" + email, key);
  }

  private byte[] post(String path, String json) {
    return Requests.post(path, key, json.getBytes(StandardCharsets.UTF_8));
  }
}
