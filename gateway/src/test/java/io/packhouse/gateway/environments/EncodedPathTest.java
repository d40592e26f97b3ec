package io.packhouse.gateway.environments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EncodedPathTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | / | ", "'' | /v2 | v2", "'' | /v2/ | v2,", "'' | //v2 | v2",
            "'' | /a/b | a,b",
            "'' | /a//b | a,,b", "'' | /a%2Fb/c | a/b,c", "'' | /a%252Fb | a%2Fb", "'' | /a+b | a+b", "'' | /%C3%A4 | ä",
            "/as | /as | ''", "/as | /as/ | ", "/as | /as/v2 | v2", "/as | /as//v2 | v2", "/as | /%61s/v2 | v2",
            "/a/b | /a/b/v2 | v2"})
    void segmentsAreDecodedOnce(String prefix, String path, String segments) {
        List<String> found = EncodedPath.below(prefix, path).orElseThrow();

        assertThat(String.join(",", found)).isEqualTo(segments == null ? "" : segments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | v2", "'' | ''", "'' | /%", "'' | /%4", "'' | /%4g", "'' | /%g4", "'' | /%%41",
            "'' | /%80", "'' | /%C3", "'' | /%ED%A0%80", "'' | /ä", "/as | /asx/v2", "/as | /", "/as | /v2/as", "/a/b | /a"})
    void thereIsNothingElsewhereNorBehindBrokenEscapes(String prefix, String path) {
        assertThat(EncodedPath.below(prefix, path)).isEmpty();
    }

    @Test
    void whateverIsEncodedComesBack() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String text = random.ints(1 + random.nextInt(40), 0x21, 0x7f).mapToObj(c -> String.valueOf((char) c))
                    .collect(Collectors.joining());
            StringBuilder encoded = new StringBuilder("/x/");
            for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
                boolean mustBe = "/%?#".indexOf(one) >= 0;
                encoded.append(mustBe || random.nextInt(3) == 0
                        ? String.format(random.nextBoolean() ? "%%%02X" : "%%%02x", one)
                        : String.valueOf((char) one));
            }

            assertThat(EncodedPath.below("", encoded.toString())).as("seed %s", seed).hasValue(List.of("x", text));
        }
    }
}
