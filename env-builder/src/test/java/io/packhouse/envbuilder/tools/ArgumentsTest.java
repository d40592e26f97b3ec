package io.packhouse.envbuilder.tools;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ArgumentsTest {

    private static final Arguments.Places PLACES = new Arguments.Places() {
        @Override
        public String input(String name) {
            if (!name.equals("a b$1")) {
                throw new IllegalArgumentException("there is no input «" + name + "»");
            }
            return "/in/inputs/" + name;
        }

        @Override
        public String output() {
            return "/out";
        }
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"plain|plain", "{in:a b$1}|/in/inputs/a b$1",
            "--in={in:a b$1}/x,{out:o/p.jar}|--in=/in/inputs/a b$1/x,/out/o/p.jar", "{out}|/out", "{{in:a b$1}|{in:a b$1}",
            "{\"a\": 1}|!", "{{\"a\": {{}}|{\"a\": {}}", "{{{out}}|{/out}", "$HOME;'\\`|$HOME;'\\`"})
    void putsPathsIn(String text, String filled) {
        if (filled.equals("!")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Arguments.fill(text, PLACES))
                    .withMessageContaining("after {");
        } else {
            assertThat(Arguments.fill(text, PLACES)).isEqualTo(filled);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "a{", "{in:}", "{in:other}", "{in:a", "{out:../a}", "{out:/etc/passwd}", "{out:a//b}",
            "{tmp}",
            "{in:{out}}"})
    void refusesWhatIsNotInTheLanguage(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.fill(text, PLACES));
    }

    @Test
    void anythingCanBeALiteral() {
        for (String text : new String[]{"{in:a b$1}", "{{", "}", "{out}{{{", ""}) {
            assertThat(Arguments.fill(Arguments.literal(text), PLACES)).isEqualTo(text);
        }
    }
}
