package org.registrationapi.mailbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.registrationapi.secrets.OwnerOnly;

/**
 * Sent mails, each in a file of its own that only its owner can read. Links and PINs are in files
 * and not in the database, where there are none in any mode.
 */
final class MailFiles {
  /** How many of the newest mails are kept. */
  static final int MOST = 200;

  private static final String END = ".json";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path directory;

  /**
   * @param directory is created with the first mail
   */
  MailFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Keeps a mail, in the place of an earlier copy, and deletes the oldest if there are too many.
   */
  void write(SentMail mail) {
    try {
      OwnerOnly.createDirectories(directory);
      // renamed when it is complete, because mails may be read meanwhile
      var part = Files.createTempFile(directory, mail.id().toString(), ".part", OwnerOnly.file());
      Files.write(part, JSON.writeValueAsBytes(mail));
      Files.move(part, file(mail.id()), StandardCopyOption.ATOMIC_MOVE);
      for (var old : newest().stream().skip(MOST).toList()) Files.deleteIfExists(old);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a mail in " + directory, e);
    }
  }

  /** All mails, the newest first, each read when it is its turn. */
  Stream<SentMail> newestFirst() {
    return newest().stream()
        .filter(file -> file.toString().endsWith(END))
        .map(MailFiles::read)
        .flatMap(Optional::stream);
  }

  /** The mail with that id; empty if there is none, or no more. */
  Optional<SentMail> find(UUID id) {
    return read(file(id));
  }

  /** With files that a killed process did not complete, so that they are deleted in time. */
  private List<Path> newest() {
    if (!Files.exists(directory)) return List.of();
    try (var files = Files.list(directory)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
  }

  private static Optional<SentMail> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), SentMail.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private Path file(UUID id) {
    return directory.resolve(id + END);
  }
}
