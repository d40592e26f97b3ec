package io.packhouse.repackager.xpi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LocaleFileTest {

    private final List<String> warnings = new ArrayList<>();

    private String properties(String json) {
        return new String(LocaleFile.properties("fr", XpiJson.object("locale/fr.json", json), warnings::add),
                StandardCharsets.UTF_8);
    }

    @Test
    void writesPlainAndPluralForms() {
        String properties = properties("""
                {"hello": "Bonjour = ça va : oui # non", "birds": {"one": "un", "many": "moult", "other": "%d"}, "empty": "",
                 "b c": "é", "x": "1"}""");

        assertThat(properties).isEqualTo("""
                hello = Bonjour = ça va : oui # non
                birds = %d
                birds[one] = un
                birds[many] = moult
                empty =\s
                b c = é
                x = 1
                """);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a=b\": \"1\"}", "{\"a:b\": \"1\"}", "{\"#a\": \"1\"}", "{\"\": \"1\"}", "{\" a\": \"1\"}",
            "{\"a\": \"1\\n2\"}", "{\"a\": \"1\\\\\"}", "{\"a\": \" 1\"}", "{\"a\": {\"one\": \"1\"}}", "{\"a\": 1}",
            "{\"a\\nb\": \"1\"}", "{\"a\": \"\\\\\"}", "{\"a\": \"1\\u00a0\"}", "{\"a\\u00a0\": \"1\"}",
            "{\"a\": \"1\\u2028\"}", "{\"a\": \"1\\u0085 2\"}"})
    void whatTheSdkCouldNotReadIsLeftOutWithAWarning(String json) {
        assertThat(properties(json)).isEmpty();
        assertThat(warnings).singleElement().asString().contains("'fr'");
    }
}
