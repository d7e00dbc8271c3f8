package org.registrationapi.kit;

import java.net.http.HttpClient;

/** An HTTP client as a server's back end would use it. */
public final class Http {
  static {
    // the client closes idle connections first, so that the application never closes one during a
    // request
    System.setProperty("jdk.httpclient.keepalive.timeout", "5");
  }

  private Http() {}

  /** A client that keeps connections open for a while. */
  public static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }
}
