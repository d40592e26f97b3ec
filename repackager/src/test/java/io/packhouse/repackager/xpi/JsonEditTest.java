package io.packhouse.repackager.xpi;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonEditTest {

    private static String set(String text, Map<String, String> wanted) {
        return JsonEdit.set(text, XpiJson.commentedFactory(), wanted);
    }

    @Test
    void changesValuesAndNothingElse() {
        String text = """
                {
                  // the version: "version": "0"
                  "version":   "1.0" , "number": 1.50,
                  "nested": {"version": "9", "a": [1, {"version": 2}]},
                  "author": {"name": "Ada", "deep": [{}]},
                  "developer": { "name" : "Bo" },
                  "text": "\\u00e9\\n\\"version\\": \\"3\\""
                }
                """;
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("/version", "1.1");
        wanted.put("/author", "Cy \"C\"");
        wanted.put("/developer/name", "Cy");
        wanted.put("/developer/url", "not added");
        wanted.put("/homepage_url", "https://é.example/");

        assertThat(set(text, wanted)).isEqualTo("""
                {
                  // the version: "version": "0"
                  "version":   "1.1" , "number": 1.50,
                  "nested": {"version": "9", "a": [1, {"version": 2}]},
                  "author": "Cy \\"C\\"",
                  "developer": { "name" : "Cy" },
                  "text": "\\u00e9\\n\\"version\\": \\"3\\"",
                  "homepage_url": "https://é.example/"
                }
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {} | { "v": "2"}
            {"v":1} | {"v":"2"}
            {"v":null,"a":true} | {"v":"2","a":true}
            {"v":true} | {"v":"2"}
            {"v":-1.5e3 , "b":1} | {"v":"2" , "b":1}
            {"v":[1,[2]]} | {"v":"2"}
            {"a":{"v":1}} | {"a":{"v":1}, "v": "2"}
            {"a":[{"v":1}] /* c */ } | {"a":[{"v":1}], "v": "2" /* c */ }
            {"a":12} | {"a":12, "v": "2"}
            """)
    void replacesAnyTypeAndAddsWhatIsMissing(String text, String expected) {
        assertThat(set(text, Map.of("/v", "2"))).isEqualTo(expected);
    }

    @Test
    void replacesAndAddsAtOnceInLongFiles() {
        String filler = "\"" + "x".repeat(100_000) + "\"";
        String text = "{\"a\": " + filler + ", \"v\": {\"x\": 1}}";
        Map<String, String> wanted = new LinkedHashMap<>(Map.of("/v", "2"));
        wanted.put("/w", "3");

        assertThat(set(text, wanted)).isEqualTo("{\"a\": " + filler + ", \"v\": \"2\", \"w\": \"3\"}");
    }
}
