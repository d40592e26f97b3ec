package io.packhouse.envbuilder;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScratchTest {

    @TempDir
    private Path root;

    @Test
    void each_has_a_directory_of_its_own_and_leaves_nothing() throws Exception {
        Scratch one = Scratch.open(root.resolve("deep/er"));
        Scratch other = Scratch.open(root.resolve("deep/er"));
        Files.createDirectories(one.directory().resolve("a/b"));
        Files.writeString(one.directory().resolve("a/b/c"), "x");

        assertThat(one.directory()).isNotEqualTo(other.directory()).isDirectory();
        one.close();
        assertThat(other.directory()).isEmptyDirectory();
        other.close();
        assertThat(root.resolve("deep/er")).isEmptyDirectory();
    }

    @Test
    void what_the_dead_left_is_removed_and_what_the_living_have_stays() throws Exception {
        // A process that was killed: its files are there, nobody holds the lock.
        Files.createFile(root.resolve("dead.lock"));
        Files.createDirectories(root.resolve("dead/tree"));
        Files.writeString(root.resolve("dead/tree/file"), "x");
        Files.createSymbolicLink(root.resolve("dead/link"), Files.createDirectory(root.resolve("foreign")));
        Files.writeString(root.resolve("foreign/kept"), "x");
        try (Scratch living = Scratch.open(root)) {
            Path file = Files.writeString(living.directory().resolve("file"), "x");
            try (Scratch next = Scratch.open(root)) {
                assertThat(next.directory()).isDirectory();
                assertThat(file).exists();
            }
            assertThat(root.resolve("dead")).doesNotExist();
            assertThat(root.resolve("dead.lock")).doesNotExist();
            assertThat(root.resolve("foreign/kept")).exists();
        }
    }

    @Test
    void a_root_that_cannot_be_is_told() throws Exception {
        Path file = Files.createFile(root.resolve("file"));

        assertThatThrownBy(() -> Scratch.open(file)).isInstanceOf(UncheckedIOException.class)
                .hasMessage("environments.scratch: cannot use " + file);
    }
}
