package io.packhouse.gateway.forms;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.FailureException;
import io.packhouse.gateway.forms.ReadForm.Field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UrlencodedFormTest {

    private static final String TYPE = "application/x-www-form-urlencoded; charset=utf-8";

    private static List<Field> read(String body) throws IOException {
        return ReadForm.read(TYPE, body.getBytes(StandardCharsets.ISO_8859_1), new Random(1));
    }

    @Test
    void readsAsBrowsersWrite() throws IOException {
        assertThat(read("a=1&b=%C3%A4+%2b%20x&a=&=v&c&d=e=f")).containsExactly(Field.text("a", "1"),
                Field.text("b", "ä + x"),
                Field.text("a", ""), Field.text("", "v"), Field.text("c", ""), Field.text("d", "e=f"));
        assertThat(read("")).isEmpty();
        assertThat(read("&&a=1&&")).containsExactly(Field.text("a", "1"));
    }

    @Test
    void whatIsNoEscapeStandsForItself() throws IOException {
        assertThat(read("a=100%&b=%zz&c=%1&d=%4%41&e=%")).containsExactly(Field.text("a", "100%"), Field.text("b", "%zz"),
                Field.text("c", "%1"), Field.text("d", "%4A"), Field.text("e", "%"));
        assertThat(read("a=%ff")).containsExactly(Field.text("a", "\ufffd"));
    }

    @Test
    void whatIsTooLargeIsRefused() {
        for (String body : List.of("a=" + "x".repeat(10_001), "x".repeat(2000), "a&".repeat(51),
                ("a=" + "x".repeat(9_999) + "&").repeat(6))) {
            assertThatThrownBy(() -> read(body)).isInstanceOf(FailureException.class);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsEncodedIsReadBack(long seed) throws IOException {
        Random random = new Random(seed);
        List<Field> fields = new ArrayList<>();
        List<String> encoded = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            String name = text(random);
            String value = text(random);
            fields.add(Field.text(name, value));
            encoded.add(encode(name) + "=" + encode(value));
        }

        assertThat(ReadForm.read(TYPE, String.join("&", encoded).getBytes(StandardCharsets.US_ASCII), random))
                .as("seed %d", seed).isEqualTo(fields);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyBytesAreAForm(long seed) throws IOException {
        Random random = new Random(seed);
        String letters = "&=%+aF0\u00ff\0";
        String body = random.ints(random.nextInt(60), 0, letters.length()).mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining());

        assertThat(ReadForm.read(TYPE, body.getBytes(StandardCharsets.ISO_8859_1), random)).as("seed %d", seed)
                .hasSizeLessThanOrEqualTo(body.length());
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(20), 1, 0x2ff).mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
