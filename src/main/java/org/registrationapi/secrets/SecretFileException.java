package org.registrationapi.secrets;

/**
 * A file of {@code DATA_DIR} does not have the secret it should have. The message is for people.
 */
public final class SecretFileException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  public SecretFileException(String message) {
    super(message);
  }

  public SecretFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
