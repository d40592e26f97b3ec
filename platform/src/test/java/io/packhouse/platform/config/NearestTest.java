package io.packhouse.platform.config;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NearestTest {

    @ParameterizedTest
    @CsvSource({"port,port,0", "prot,port,1", "por,port,1", "portt,port,1", "pirt,port,1", "'',port,4", "sitting,kitten,3"})
    void counts_changed_letters(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
        assertThat(Nearest.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void proposes_what_is_near_or_ends_the_same_and_nothing_else() {
        var known = List.of("http.port", "http.host", "queue.lock-duration");

        assertThat(Nearest.to("http.prot", known)).contains("http.port");
        assertThat(Nearest.to("lock-duration", known)).contains("queue.lock-duration");
        assertThat(Nearest.to("installers.mount", known)).isEmpty();
    }
}
