package io.packhouse.addonscript.documents;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonLinesTest {

    private static final String DOCUMENT = """
            {
              "a": 1,
              "b/c":
                {"d~": [
                  true,
                  {"e": null}, [[
                    3]]
                ]},
              "a2": {}
            }
            """;

    @ParameterizedTest
    @CsvSource({"'',1", "/a,2", "/b~1c,3", "/b~1c/d~0,4", "/b~1c/d~0/0,5", "/b~1c/d~0/1/e,6", "/b~1c/d~0/2/0/0,7", "/a2,9",
            "/a2/missing/deep,9", "/missing,1", "/b~1c/d~0/9,4", "/a/b,2"})
    void everything_has_a_line(String pointer, int line) {
        assertThat(of(DOCUMENT, pointer)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a": 1,¦"a": 2}       | 2
            {"a": 1,¦¦ "b" 2}      | 3
            {"a": 1}¦{"b": 2}      | 2
            {"a": 1}¦]             | 2
            {"a": ¦                | 2
            1 2                    | 1
            ¦                      | 1
            """)
    void what_is_no_JSON_has_the_line_where_it_stops_being_it(String text, int line) {
        assertThat(of(text.replace('¦', '\n'), "/a")).isEqualTo(line);
    }

    @Test
    void takes_any_bytes() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = DOCUMENT.getBytes(StandardCharsets.UTF_8);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Map<String, Integer> lines = JsonLines.of(bytes, Set.of("/a", "/b~1c/d~0/1"));
            assertThat(lines.values()).as("seed %d, run %d", seed, i)
                    .allMatch(line -> line >= 1 && line <= bytes.length + 1);
        }
    }

    private static int of(String text, String pointer) {
        return JsonLines.of(text.getBytes(StandardCharsets.UTF_8), Set.of(pointer)).get(pointer);
    }
}
