package io.packhouse.envbuilder.tools;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProducedFilesTest {

    @ParameterizedTest
    @CsvSource({"org/example/a/1.0/a-1.0.jar, org.example:a:1.0", "a/b/1/b-1-client.jar, a:b:1:client",
            "a/b/1/b-1-x-y.tar.lzma, a:b:1:x-y.tar@lzma", "a/b-c/1-2/b-c-1-2.txt, a:b-c:1-2@txt"})
    void guessesTheCoordinate(String path, String coordinate) {
        assertThat(ProducedFiles.guess(path).orElseThrow()).hasToString(coordinate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b-1.jar", "a/b/1/c-1.jar", "a/b/1/b-2.jar", "a/b/1/b-1", "a/b/1/b-1x.jar", "a/b/1/b-1-.jar",
            "a/b/1/b-1.jar.cache.", "b/1/b-1.jar", "a/b/1/b-1.\u0001", "a..b/b/1/b-1.jar"})
    void leavesOutWhatLiesAsNoArtifactDoes(String path) {
        assertThat(ProducedFiles.guess(path)).isEmpty();
    }
}
