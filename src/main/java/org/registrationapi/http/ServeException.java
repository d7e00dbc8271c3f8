package org.registrationapi.http;

/** The server cannot listen; the message is for the operator. */
public final class ServeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServeException(String message, Throwable cause) {
    super(message, cause);
  }
}
