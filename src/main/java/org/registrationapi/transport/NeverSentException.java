package org.registrationapi.transport;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * A call failed before its request was sent: without a connection, or in the TLS handshake. The
 * type of the cause does not tell this, because TLS has the same exceptions before and after.
 */
final class NeverSentException extends IOException {
  private static final long serialVersionUID = 1L;

  private NeverSentException(IOException cause) {
    super("the request was not sent", cause);
  }

  /** Whether a call has a connection and begins to send its request. */
  private record Progress(AtomicBoolean hasBegun) {}

  /** Makes a client throw this exception where it is true. */
  static OkHttpClient.Builder tellIn(OkHttpClient.Builder client) {
    return client
        .addInterceptor(NeverSentException::call)
        .addNetworkInterceptor(NeverSentException::begin);
  }

  private static Response call(Interceptor.Chain chain) throws IOException {
    var progress = new Progress(new AtomicBoolean());
    var request = chain.request().newBuilder().tag(Progress.class, progress).build();
    try {
      return chain.proceed(request);
    } catch (IOException e) {
      throw progress.hasBegun().get() ? e : new NeverSentException(e);
    }
  }

  /** Runs once there is a connection, with its handshake done. */
  private static Response begin(Interceptor.Chain chain) throws IOException {
    chain.request().tag(Progress.class).hasBegun().set(true);
    return chain.proceed(chain.request());
  }
}
