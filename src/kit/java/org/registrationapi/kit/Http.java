package org.registrationapi.kit;

import java.net.http.HttpClient;

/** HTTP as a server's program would speak it. */
public final class Http {
  static {
    // an idle connection is closed here, and not by the application just when something is sent
    System.setProperty("jdk.httpclient.keepalive.timeout", "5");
  }

  private Http() {}

  /** A client that keeps connections for a while. */
  public static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }
}
