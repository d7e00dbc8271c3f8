package org.registrationapi.answer;

import java.io.IOException;

/**
 * The answer cannot be written, because the client has closed the connection or reads too slowly.
 */
public final class ClientGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClientGoneException(IOException cause) {
    super("the client does not read the answer", cause);
  }
}
