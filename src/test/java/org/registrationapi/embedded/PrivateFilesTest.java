package org.registrationapi.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFilesTest {
  private static final Object NOBODY = -1;

  @TempDir private Path temporary;
  private Path directory;
  private Path program;

  @BeforeEach
  void make_files() throws IOException {
    directory = temporary.toRealPath().resolve("data");
    program = directory.resolve("binaries/bin/initdb");
    Files.createDirectories(program.getParent());
    Files.createFile(program);
    for (var path = program; !path.equals(temporary.toRealPath()); path = path.getParent())
      setMode(path, "rwxr-xr-x");
  }

  private static void setMode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void a_new_directory_is_private_and_left_empty() throws IOException {
    var path = directory.resolve("a/b");

    PrivateFiles.in(path).checkDirectory();

    assertThat(mode(path)).isEqualTo("rwx------");
    assertThat(path).isEmptyDirectory();
  }

  @Test
  void readable_files_become_private_and_the_directory_stays() throws IOException {
    PrivateFiles.in(directory).secure("binaries");

    assertThat(mode(program)).isEqualTo("rwx------");
    assertThat(mode(directory.resolve("binaries"))).isEqualTo("rwx------");
    assertThat(mode(directory)).isEqualTo("rwxr-xr-x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"binaries", "binaries/bin", "binaries/bin/initdb"})
  void a_file_that_others_can_change_is_refused(String name) throws IOException {
    var path = directory.resolve(name);
    setMode(path, "rwxrwxr-x");

    assertThatThrownBy(() -> PrivateFiles.in(directory).secure("binaries"))
        .isInstanceOf(UnsafeFileException.class)
        .hasMessage(
            "other users can change %s; if they did not, run: chmod -R go-w %s"
                .formatted(path, directory.resolve("binaries")));
    assertThat(mode(path)).isEqualTo("rwxrwxr-x");
  }

  @Test
  void in_a_directory_that_others_cannot_enter_the_modes_are_corrected() throws IOException {
    setMode(directory, "rwx------");
    setMode(program, "rwxrwxrwx");

    PrivateFiles.in(directory).secure("binaries");

    assertThat(mode(program)).isEqualTo("rwx------");
  }

  @Test
  void a_link_out_of_the_directory_leads_to_checked_files() throws IOException {
    setMode(directory, "rwx------");
    var elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    setMode(elsewhere, "rwxrwxrwx");
    Files.createSymbolicLink(directory.resolve("postgresql"), elsewhere);

    assertThatThrownBy(() -> PrivateFiles.in(directory).secure("postgresql"))
        .isInstanceOf(UnsafeFileException.class)
        .hasMessageStartingWith("other users can change " + elsewhere.toRealPath());
  }

  @Test
  void a_directory_that_others_can_change_is_refused() throws IOException {
    setMode(directory, "rwxrwxr-x");

    assertThatThrownBy(() -> PrivateFiles.in(directory).checkDirectory())
        .isInstanceOf(UnsafeFileException.class)
        .hasMessageStartingWith("other users can change " + directory);
  }

  /** Only root could give a file away; so here everybody who exists is somebody else. */
  @Test
  void files_of_another_user_are_refused() {
    var files = new PrivateFiles(directory, Set.of(NOBODY));

    assertThatThrownBy(files::checkDirectory)
        .isInstanceOf(UnsafeFileException.class)
        .hasMessageStartingWith(directory + " belongs to another user, ");
    assertThatThrownBy(() -> files.secure("binaries"))
        .isInstanceOf(UnsafeFileException.class)
        .hasMessageStartingWith(directory.resolve("binaries") + " belongs to another user, ");
  }

  @Test
  void a_missing_file_is_fine() throws IOException {
    PrivateFiles.in(directory).secure("postgresql");

    assertThat(directory.resolve("postgresql")).doesNotExist();
  }
}
