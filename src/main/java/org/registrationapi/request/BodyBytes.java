package org.registrationapi.request;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.registrationapi.errors.ErrorCode;
import org.registrationapi.errors.Failure;

/**
 * Reads the whole body, with a limit on its size and on the time: otherwise a client that sends a
 * byte now and then would occupy a thread forever. A blocking read ends only when a byte arrives,
 * so Jetty calls this task when there are bytes, and the caller waits until a deadline.
 */
final class BodyBytes implements Invocable.Task {
  /** Enough for 16 KiB, or 1 MiB from Mailjet, at 1 Mbit/s. */
  private static final int DEADLINE_SECONDS = 10;

  private static final String ATTRIBUTE = "body_bytes";

  private final Content.Source source;
  private final int maxBytes;
  private final ByteArrayOutputStream soFar = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

  private BodyBytes(Content.Source source, int maxBytes) {
    this.source = source;
    this.maxBytes = maxBytes;
  }

  /**
   * The body of a request; if it was read before, the same bytes.
   *
   * @throws Failure 400 if it is incomplete, 408 if it takes too long, 413 if it is too large
   */
  static byte[] of(Context ctx, int maxBytes) {
    byte[] known = ctx.attribute(ATTRIBUTE);
    if (known != null) return known;
    var request = ServletContextRequest.getServletContextRequest(ctx.req());
    var bytes = new BodyBytes(request, maxBytes).read(ctx);
    ctx.attribute(ATTRIBUTE, bytes);
    return bytes;
  }

  private byte[] read(Context ctx) {
    run();
    try {
      return whole.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw late(ctx);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Failure failure) throw failure;
      if (e.getCause() instanceof TimeoutException)
        throw late(ctx); // Jetty's idle timeout: no byte arrived
      throw Failure.of(ErrorCode.MALFORMED_REQUEST, "The body is incomplete or malformed.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("while reading a body"));
    }
  }

  /** Jetty calls this when there is something to read. */
  @Override
  public void run() {
    for (var chunk = source.read(); ; chunk = source.read()) {
      if (chunk == null) {
        source.demand(this);
        return;
      }
      if (take(chunk)) return;
    }
  }

  /** True if reading ended, in success or failure. */
  private boolean take(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) return whole.completeExceptionally(chunk.getFailure());
    var bytes = new byte[chunk.remaining()];
    chunk.getByteBuffer().get(bytes);
    chunk.release();
    if (soFar.size() + bytes.length > maxBytes) return whole.completeExceptionally(tooLarge());
    soFar.writeBytes(bytes);
    return chunk.isLast() && whole.complete(soFar.toByteArray());
  }

  /** It copies a few bytes and never blocks, so it needs no thread of its own. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  private Failure tooLarge() {
    return Failure.of(
        ErrorCode.BODY_TOO_LARGE, "The body is larger than " + maxBytes / 1024 + " KiB.");
  }

  /**
   * Otherwise the rest of the body would be parsed as the next request; RFC 9110, section 15.5.9.
   */
  private static Failure late(Context ctx) {
    ctx.header(Header.CONNECTION, "close");
    return Failure.of(
        ErrorCode.REQUEST_TIMEOUT,
        "The body did not arrive within " + DEADLINE_SECONDS + " seconds.");
  }
}
