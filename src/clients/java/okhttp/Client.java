import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.model.Problem;

/** How the library okhttp-gson is set up. */
final class Client {
  /** Gson leaves out what is null. */
  static final boolean SENDS_NULL = false;

  private Client() {}

  static ApiClient with(String key) {
    var client = new ApiClient();
    client.setBasePath(System.getenv("URL"));
    client.setBearerToken(key);
    return client;
  }

  static Problem problem(ApiException e) throws java.io.IOException {
    return Problem.fromJson(e.getResponseBody());
  }
}
