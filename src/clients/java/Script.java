import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.RegistrationApi;
import org.openapitools.client.api.ServersApi;
import org.openapitools.client.api.UsersApi;
import org.openapitools.client.model.KeyRequest;
import org.openapitools.client.model.PinRequest;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.Profile;
import org.openapitools.client.model.RegistrationRequest;
import org.openapitools.client.model.ServerRequest;

/** One user's life through a generated client, with the errors between. */
final class Script {
  private static final String NAME = System.getenv("NAME");
  private static final RegistrationApi REGISTRATION =
      new RegistrationApi(Client.with(System.getenv("API_KEY")));
  private static final UsersApi USERS = new UsersApi(Client.with(System.getenv("API_KEY")));

  private Script() {}

  private interface Call {
    void run() throws ApiException;
  }

  private static void check(Object actual, Object expected) {
    if (!Objects.equals(actual, expected))
      throw new AssertionError(actual + " instead of " + expected);
  }

  /** The error of a call, as the client's own type. */
  private static Problem problem(int status, Call call) throws Exception {
    try {
      call.run();
    } catch (ApiException e) {
      check(e.getCode(), status);
      return Client.problem(e);
    }
    throw new AssertionError("no error " + status);
  }

  private static String faults(Problem found) {
    return found.getErrors().stream()
        .map(error -> error.getField() + " " + error.getCode())
        .collect(Collectors.joining(", "));
  }

  /** The PIN of the newest mail, from the development mailbox. */
  private static String pin(String email) throws Exception {
    var url = URI.create(System.getenv("URL") + "/mailbox?to=" + email);
    var request = HttpRequest.newBuilder(url).build();
    var json = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    var pin = Pattern.compile("\"pin\":\"([0-9]{6})\"");
    return pin.matcher(json).results().findFirst().orElseThrow().group(1);
  }

  private static RegistrationRequest request(int number) {
    return new RegistrationRequest()
        .email(NAME + "-" + number + "@example.com")
        .password("correct horse battery")
        .firstName("Ada");
  }

  public static void main(String[] args) throws Exception {
    var ada = REGISTRATION.registerUser(request(1), NAME + "-1");
    var email = ada.getEmail();
    check(email, NAME + "-1@example.com");
    check(ada.getFirstName(), "Ada");
    check(ada.getIsActivated(), false);
    check(REGISTRATION.registerUser(request(1), NAME + "-1").getId(), ada.getId());
    check(USERS.getUser(email).getId(), ada.getId());
    check(USERS.getUser(ada.getId().toString()).getEmail(), email);

    var right = pin(email);
    var wrong = String.format("%06d", (Integer.parseInt(right) + 1) % 1_000_000);
    var proof = new PinRequest().email(email).id(ada.getId());
    var refused = problem(422, () -> REGISTRATION.activateByPin(proof.pinCode(wrong)));
    check(faults(refused), "pin_code wrong_pin");
    check(REGISTRATION.activateByPin(proof.pinCode(right)).getIsActivated(), true);

    REGISTRATION.registerUser(request(2), null);
    REGISTRATION.registerUser(request(3), null);
    var first = USERS.listUsers(null, null, null, NAME + "-", 2, null);
    var second = USERS.listUsers(null, null, null, NAME + "-", 2, first.getNextCursor());
    check(first.getUsers().size(), 2);
    check(second.getUsers().size(), 1);
    check(second.getNextCursor(), null);

    var profile = new Profile().firstName(null).lastName("Lovelace");
    var changed = USERS.changeUser(email, profile);
    check(changed.getFirstName(), Client.SENDS_NULL ? null : "Ada");
    check(changed.getLastName(), "Lovelace");

    var taken = problem(409, () -> REGISTRATION.registerUser(request(1), null));
    check(taken.getCode(), "already_registered");
    var faulty = new RegistrationRequest().email("nobody").password("password");
    var invalid = problem(422, () -> REGISTRATION.registerUser(faulty, null));
    check(faults(invalid), "email invalid_email, password too_common");

    USERS.deleteUser(email);
    check(problem(404, () -> USERS.getUser(email)).getCode(), "user_not_found");

    var servers = new ServersApi(Client.with(System.getenv("ADMIN_KEY")));
    servers.createServer(new ServerRequest().name(NAME).privacy(ServerRequest.PrivacyEnum.STRICT));
    var strict = servers.createKey(NAME, new KeyRequest().label("script"));
    var accepted = new RegistrationApi(Client.with(strict.getKey())).registerUser(request(4), null);
    check(accepted.getStatus(), "accepted");
    check(accepted.getEmail(), null);

    System.out.println("The Java client of " + NAME + " works");
  }
}
