package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.repackager.archive.Content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class XpiJsonTest {

    @Test
    void keepsNumbersAndOrder() {
        String json = "{\"b\":1.10,\"a\":12345678901234567890,\"c\":1E+2}";

        assertThat(XpiJson.object("x.json", json).toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "3", "\"x\"", "{", "{\"a\":1}}", "{\"a\":1} x", "{\"a\":1,\"a\":2}",
            "{\"o\":{\"a\":1,\"a\":2}}", "{'a':1}", "{\"a\":NaN}", "{\"a\":01}", "// comment\n{}", "{\"a\":\"\n\"}",
            "{\"a\":1,}"})
    void whatIsNoObjectIsRefusedWithASentence(String json) {
        assertThatThrownBy(() -> XpiJson.object("x.json", json)).isInstanceOf(FailureException.class)
                .hasMessageStartingWith("x.json ").hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void tenThousandLevelsAreRefused(String level) {
        String json = "{\"a\":" + level.repeat(10_000);

        assertThatThrownBy(() -> XpiJson.object("x.json", json)).isInstanceOfSatisfying(FailureException.class, e -> {
            assertThat(e.failure().code()).isEqualTo(Code.TOO_LARGE);
            assertThat(e).hasMessageContaining("depth");
        });
    }

    @Test
    void hugeFilesAndManyTokensAreRefused() {
        byte[] huge = " ".repeat(XpiJson.SIZE_LIMIT + 1).getBytes(StandardCharsets.UTF_8);
        String many = "{\"a\":[" + "[],".repeat(400_000) + "1]}";
        String number = "{\"a\":" + "9".repeat(100_000) + "}";

        assertThatThrownBy(() -> XpiJson.text("x.json", Content.of(huge))).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(Code.TOO_LARGE));
        for (String json : new String[]{many, number}) {
            assertThatThrownBy(() -> XpiJson.object("x.json", json)).isInstanceOfSatisfying(FailureException.class,
                    e -> assertThat(e.failure().code()).isEqualTo(Code.TOO_LARGE));
        }
    }

    @Test
    void onlyUtf8IsRead() throws IOException {
        Content latin = Content.of("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        Content marked = Content.of("\ufeff{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> XpiJson.text("x.json", latin)).isInstanceOf(FailureException.class)
                .hasMessageContaining("UTF-8");
        assertThat(XpiJson.object("x.json", marked).path("a").asText()).isEqualTo("é");
    }
}
