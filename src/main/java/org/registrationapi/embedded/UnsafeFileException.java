package org.registrationapi.embedded;

import java.io.IOException;

/** Another user owns or can change a file. The message says what to do. */
public final class UnsafeFileException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsafeFileException(String message) {
    super(message);
  }
}
