package org.registrationapi.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;

/** A generated secret in a file that only its owner can read. */
public record SecretFile(Path path) {

  /**
   * The secret in the file; empty if there is no file.
   *
   * @throws SecretFileException if the file has no secret, or an invisible character
   */
  public Optional<Secret> read() {
    if (!Files.exists(path)) return Optional.empty();
    try {
      var value = SecretText.in(path);
      if (value.isEmpty())
        throw new SecretFileException(path + " is empty; restore it or delete it");
      return Optional.of(new Secret(value));
    } catch (IllegalArgumentException e) {
      throw new SecretFileException(path + " " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /**
   * The secret in the file. If there is no file, it is created with the maker's secret. If two
   * processes do so at once, both get the same secret.
   */
  public Secret readOrMake(Supplier<String> maker) {
    return read().orElseGet(() -> make(maker.get()));
  }

  /**
   * Writes the secret with mode 0600, unless there is a file already. Returns the secret that is
   * then in the file.
   */
  private Secret make(String value) {
    try {
      var directory = path.toAbsolutePath().getParent();
      OwnerOnly.createDirectories(directory);
      var name = path.getFileName().toString();
      var part = Files.createTempFile(directory, name, ".part", OwnerOnly.file());
      Files.writeString(part, value + "\n", StandardCharsets.UTF_8, StandardOpenOption.SYNC);
      try {
        Files.createLink(path, part); // fails if the file exists, and never shows it half written
      } catch (FileAlreadyExistsException e) {
        return read().orElseThrow();
      } finally {
        Files.delete(part);
      }
      return new Secret(value);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }
}
