package io.packhouse.ampkg.archive;

import org.junit.jupiter.api.Test;

import io.packhouse.ampkg.archive.SeenPaths.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class SeenPathsTest {

    @Test
    void allPathsAreKnownWithTheirKinds() {
        var seen = new SeenPaths();
        for (int i = 0; i < 5000; i++) {
            assertThat(seen.at("path" + i)).isEqualTo(Kind.NOTHING);
            seen.put("path" + i, i % 3 == 0 ? Kind.DIRECTORY : Kind.FILE);
            seen.put("path" + i, i % 3 == 0 ? Kind.DIRECTORY : Kind.FILE);
        }
        for (int i = 0; i < 5000; i++) {
            assertThat(seen.at("path" + i)).isEqualTo(i % 3 == 0 ? Kind.DIRECTORY : Kind.FILE);
        }
        assertThat(seen.at("path5000")).isEqualTo(Kind.NOTHING);
    }
}
