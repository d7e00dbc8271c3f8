import com.fasterxml.jackson.core.JsonProcessingException;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.model.Problem;

/** How the library native is set up. */
final class Client {
  static final boolean SENDS_NULL = true;

  private Client() {}

  static ApiClient with(String key) {
    var client = new ApiClient();
    client.updateBaseUri(System.getenv("URL"));
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
    return client;
  }

  static Problem problem(ApiException e) throws JsonProcessingException {
    return new ApiClient().getObjectMapper().readValue(e.getResponseBody(), Problem.class);
  }
}
