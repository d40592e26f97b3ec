package io.packhouse.envbuilder.tools;

import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TokenTextTest {

    private static final Map<String, String> VALUES = Map.of("SIDE", "client", "EMPTY", "", "A}B", "brace", "NESTED",
            "{SIDE}");

    private static String fill(String text) {
        return TokenText.fill(text, plain -> plain, key -> {
            if (!VALUES.containsKey(key)) {
                throw new IllegalArgumentException("no " + key);
            }
            return VALUES.get(key);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"plain|plain", "{SIDE}|client",
            "a{SIDE}b{SIDE}|aclientbclient",
            "{EMPTY}x|x", "'quoted {SIDE}'|quoted {SIDE}", "a'b'c|abc", "\\{SIDE\\}|{SIDE}", "\\'a\\'|'a'", "\\\\|\\",
            "'it\\'s'|it's", "{A\\}B}|brace", "{NESTED}|{SIDE}", "}|}", "''|``", "[not:a:coordinate|[not:a:coordinate"})
    void readsAsUpstreamDoes(String text, String expected) {
        assertThat(fill(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{SIDE", "'open", "\\", "{SIDE\\", "'a\\", "{MISSING}", "{}", "{side}"})
    void refusesWhatUpstreamRefuses(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> fill(text));
    }
}
