package io.packhouse.gateway.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.gateway.api.Tokens.NewToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokensTest {

    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"; // of "test"

    @TempDir
    Path directory;

    @Test
    void findsWhoPresentsATokenByItsDigest() throws Exception {
        Tokens tokens = new Tokens(file("# our tokens\n\n  ci jobs:read,installers:write " + DIGEST + "  \n"));

        assertThat(tokens.find("test")).hasValueSatisfying(token -> {
            assertThat(token.name()).isEqualTo("ci");
            assertThat(token.scopes()).containsExactlyInAnyOrder(Scope.JOBS_READ, Scope.INSTALLERS_WRITE);
        });
        assertThat(tokens.find("Test")).isEmpty();
        assertThat(tokens.find("")).isEmpty();
        assertThat(tokens.find(DIGEST)).isEmpty();
        assertThat(tokens.find("test" + "t".repeat(10_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci jobs:read", "ci jobs:read,jobs:fly " + DIGEST, "ci jobs:read,, " + DIGEST, "ci  " + DIGEST,
            "c/i jobs:read " + DIGEST, "ci jobs:read 9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08",
            "ci jobs:read test"})
    void aBrokenLineIsNamed(String line) throws Exception {
        Path file = file("# first\n" + line + "\n");

        assertThatThrownBy(() -> new Tokens(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("line 2");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> new Tokens(directory.resolve("none"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }

    @Test
    void aChangeCountsAndABrokenOneDoesNot() throws Exception {
        Path file = file("ci jobs:read " + DIGEST + "\n");
        Tokens tokens = new Tokens(file);
        NewToken fresh = Tokens.newToken("new", Set.of(Scope.JOBS_CANCEL));

        change(file, fresh.line() + "\n", 1);
        tokens.refresh();
        assertThat(tokens.find("test")).isEmpty();
        assertThat(tokens.find(fresh.secret())).isPresent();

        change(file, "nonsense\n", 2);
        tokens.refresh();
        assertThat(tokens.find(fresh.secret())).isPresent();

        Files.delete(file);
        tokens.refresh();
        assertThat(tokens.find(fresh.secret())).isPresent();
    }

    @Test
    void aNewTokenIsReadBackAndShownOnce() throws Exception {
        NewToken fresh = Tokens.newToken("ci", Set.of(Scope.JOBS_READ, Scope.JOBS_CANCEL));

        assertThat(fresh.line()).startsWith("ci jobs:cancel,jobs:read ").doesNotContain(fresh.secret());
        assertThat(fresh.toString()).doesNotContain(fresh.secret());
        assertThat(new Tokens(file(fresh.line())).find(fresh.secret())).isPresent();
        assertThat(Tokens.newToken("ci", Set.of(Scope.JOBS_READ)).secret()).isNotEqualTo(fresh.secret());
        assertThatThrownBy(() -> Tokens.newToken("no name", Set.of(Scope.JOBS_READ)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tokens.newToken("ci", Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private Path file(String content) throws Exception {
        return Files.writeString(directory.resolve("tokens"), content);
    }

    private static void change(Path file, String content, int seconds) throws Exception {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
    }
}
