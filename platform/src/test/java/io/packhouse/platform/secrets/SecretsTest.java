package io.packhouse.platform.secrets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class SecretsTest {

    /** By another implementation: {@code hashlib.pbkdf2_hmac} of Python. */
    private static final String NAME_OF_ONE = "07b53c3f5b19bb39";

    @TempDir
    Path directory;

    @Test
    void allLinesAreValidAndTheFirstIsSent() throws Exception {
        Secrets secrets = fromFile("\uFEFF# ours\n\n  new secret \r\nold\n#gone\nold\n");

        assertThat(secrets.all()).extracting(Secret::value).containsExactly("new secret", "old");
        assertThat(secrets.first()).hasValueSatisfying(first -> assertThat(first.value()).isEqualTo("new secret"));
        assertThat(secrets.find("new secret")).isEqualTo(secrets.first());
        assertThat(secrets.find("old")).hasValueSatisfying(old -> assertThat(old.value()).isEqualTo("old"));
        for (String wrong : List.of("", "new", "new secret ", "OLD", "gone", "#gone", "x".repeat(100_000))) {
            assertThat(secrets.find(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void aNameStaysTheSameAndTellsNothing() {
        Secrets secrets = Secrets.of("one", "two");
        Secret one = secrets.find("one").orElseThrow();

        assertThat(one.name()).matches("[0-9a-f]{16}").isEqualTo(NAME_OF_ONE);
        assertThat(one.name()).isEqualTo(Secret.nameOf("one")).isNotEqualTo(Secret.nameOf("two"));
        assertThat(secrets.byName(one.name())).contains(one);
        assertThat(secrets.byName("0000000000000000")).isEmpty();
        assertThat(one.toString()).doesNotContain("one");
        assertThat(new SecretsSettings(Optional.empty(), List.of("one")).toString()).doesNotContain("one");
    }

    @Test
    void thoseOfTheFileComeBeforeThoseOfTheConfiguration() throws Exception {
        Path file = Files.writeString(directory.resolve("secrets"), "a\n");

        Secrets secrets = new Secrets(new SecretsSettings(Optional.of(file), List.of("b", "a")));

        assertThat(secrets.all()).extracting(Secret::value).containsExactly("a", "b");
    }

    @Test
    void withoutAnyNobodyIsLetIn() throws Exception {
        for (Secrets none : List.of(Secrets.of(), fromFile("# none yet\n"))) {
            assertThat(none.isEmpty()).isTrue();
            assertThat(none.find("")).isEmpty();
            assertThat(none.first()).isEmpty();
        }
    }

    @Test
    void whatIsNoSecretIsNamedWithoutItsValue() {
        assertThatThrownBy(() -> Secrets.of("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fromFile("good\nba\u0001d\n")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2").hasMessageNotContaining("ba\u0001d");
        assertThatThrownBy(() -> fromFile("x\n".repeat(40_000))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("larger");
        assertThatThrownBy(() -> new Secrets(new SecretsSettings(Optional.of(directory.resolve("none")), List.of())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none");
    }

    @Test
    void aChangeCountsAndABrokenOneDoesNot() throws Exception {
        Path file = Files.writeString(directory.resolve("secrets"), "old\n");
        Secrets secrets = new Secrets(new SecretsSettings(Optional.of(file), List.of()));
        FileTime time = Files.getLastModifiedTime(file);

        // Of the same length and time: only the content tells.
        Files.writeString(file, "new\n");
        Files.setLastModifiedTime(file, time);
        secrets.refresh();
        assertThat(secrets.all()).extracting(Secret::value).containsExactly("new");

        Files.write(file, new byte[]{'a', (byte) 0xff, '\n'});
        secrets.refresh();
        assertThat(secrets.all()).extracting(Secret::value).containsExactly("new");

        Files.delete(file);
        secrets.refresh();
        assertThat(secrets.find("new")).isPresent();
    }

    @Test
    void theFileIsWatched() throws Exception {
        Path file = Files.writeString(directory.resolve("secrets"), "old\n");
        Secrets secrets = new Secrets(new SecretsSettings(Optional.of(file), List.of()));
        Vertx vertx = Vertx.vertx();
        try {
            secrets.watch(vertx);
            Files.writeString(file, "new\nold\n");

            await().atMost(Duration.ofSeconds(60)).until(() -> secrets.find("new").isPresent());
            assertThat(secrets.first()).isEqualTo(secrets.find("new"));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private Secrets fromFile(String content) throws Exception {
        Path file = Files.writeString(Files.createTempFile(directory, "secrets", ""), content);
        return new Secrets(new SecretsSettings(Optional.of(file), List.of()));
    }
}
