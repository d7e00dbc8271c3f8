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
 * Reads the bytes of a body, all of them, but not too many and not for long: a client that sends
 * one now and then would keep a thread for ever. A blocking read ends only when a byte comes, so
 * this one is told of bytes by Jetty and waits for them no longer than its deadline.
 */
final class BodyBytes implements Invocable.Task {
  /** Enough for 16 KiB, or 1 MiB of Mailjet's, on a line of 1 Mbit/s. */
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
   * The body of a request; the same again if it was read before.
   *
   * @throws Failure 400 if it breaks off, 408 if it takes too long, 413 if it is too large
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
      if (e.getCause() instanceof TimeoutException) throw late(ctx); // nothing came at all
      throw Failure.of(ErrorCode.MALFORMED_REQUEST, "The body did not come as it was announced.");
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

  /** True if that was the end, a good one or a bad one. */
  private boolean take(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) return whole.completeExceptionally(chunk.getFailure());
    var bytes = new byte[chunk.remaining()];
    chunk.getByteBuffer().get(bytes);
    chunk.release();
    if (soFar.size() + bytes.length > maxBytes) return whole.completeExceptionally(tooLarge());
    soFar.writeBytes(bytes);
    return chunk.isLast() && whole.complete(soFar.toByteArray());
  }

  /** It copies a few bytes and never waits, so that it needs no thread of its own. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  private Failure tooLarge() {
    return Failure.of(
        ErrorCode.BODY_TOO_LARGE, "The body is larger than " + maxBytes / 1024 + " KiB.");
  }

  /** What still comes of the body would be taken for the next request; RFC 9110, section 15.5.9. */
  private static Failure late(Context ctx) {
    ctx.header(Header.CONNECTION, "close");
    return Failure.of(
        ErrorCode.REQUEST_TIMEOUT,
        "The body did not come within " + DEADLINE_SECONDS + " seconds.");
  }
}
