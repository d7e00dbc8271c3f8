package org.registrationapi.database;

/** Another process runs the embedded PostgreSQL of the data directory. */
final class DirectoryInUseException extends DatabaseStartException {
  private static final long serialVersionUID = 1L;

  DirectoryInUseException(String message) {
    super(message);
  }
}
