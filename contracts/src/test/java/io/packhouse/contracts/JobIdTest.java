package io.packhouse.contracts;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JobIdTest {

    @Test
    void drawsIdsOf160BitsThatAreNeverTheSame() {
        assertThat(Stream.generate(JobId::random).limit(1000).map(JobId::value)).doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{40}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef0123456789abcdef01234567", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
            "0000000000000000000000000000000000000000"})
    void takesFortyDigitsAndLowerCaseLetters(String text) {
        assertThat(JobId.parse(text)).contains(new JobId(text));
        assertThat(new JobId(text)).hasToString(text);
        assertThat(Wire.write(new JobId(text))).isEqualTo("\"" + text + "\"");
        assertThat(Wire.read("\"" + text + "\"", JobId.class)).isEqualTo(new JobId(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcdef0123456789abcdef0123456", "0123456789abcdef0123456789abcdef012345678",
            "0123456789ABCDEF0123456789ABCDEF01234567", "0123456789abcdef0123456789abcdef0123456\n",
            "0123456789abcdef0123456789abcdef01234567\n", "0123456789abcdef0123456789abcdef012345é7",
            "../../../../../../../../../../etc/passwd", "٠١٢٣456789abcdef0123456789abcdef01234567"})
    void refusesEverythingElse(String text) {
        assertThat(JobId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new JobId(text));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Json.read(Json.write(Map.of("job", text, "at", "2026-11-21T06:31:52Z")), Event.class));
    }

    @Test
    void isOrderedByItsText() {
        assertThat(new JobId("a".repeat(40))).isGreaterThan(new JobId("0".repeat(40))).isLessThan(new JobId("b".repeat(40)));
    }
}
