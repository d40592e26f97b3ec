package io.packhouse.testkit.upstream;

import java.util.Map;
import java.util.TimeZone;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JarsTest {

    @Test
    void the_same_content_gives_the_same_bytes_in_every_time_zone() {
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
            byte[] here = Jars.of(Map.of("a.txt", "a"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));

            assertThat(Jars.of(Map.of("a.txt", "a"))).isEqualTo(here);
        } finally {
            TimeZone.setDefault(zone);
        }
    }
}
