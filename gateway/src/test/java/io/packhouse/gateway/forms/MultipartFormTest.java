package io.packhouse.gateway.forms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.gateway.forms.ReadForm.Field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MultipartFormTest {

    private static final String TYPE = "multipart/form-data; boundary=";
    private static final String TEXT = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";

    private static List<Field> read(String body) throws IOException {
        return ReadForm.read(TYPE + "B", body.getBytes(StandardCharsets.UTF_8), new Random(1));
    }

    @Test
    void readsTextsAndFilesInTheirOrder() throws IOException {
        List<Field> fields = read("--B\r\ncontent-disposition: Form-Data; name=a\r\n\r\nä\r\n--B  \r\n"
                + "X: y\r\nContent-Disposition: form-data; filename=\"C:\\dir\\x \\\"1\\\".xpi\"; name=\"f\"\r\n"
                + "Content-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n\r\n\r\n-\r\n--\r\n--C\r\n--B\r\n"
                + TEXT + "\r\n--B--ignored\r\nand so on");

        assertThat(fields).containsExactly(Field.text("a", "ä"),
                Field.file("f", "x \"1\".xpi", "\r\n-\r\n--\r\n--C".getBytes(StandardCharsets.UTF_8)), Field.text("a", ""));
    }

    @Test
    void readsAFormWithoutFieldsAndOneBehindAPreamble() throws IOException {
        assertThat(read("--B--")).isEmpty();
        assertThat(read("--B--\r\n")).isEmpty();
        assertThat(read("a preamble\r\n--\r\n--B\r\n" + TEXT + "1\r\n--B--")).containsExactly(Field.text("a", "1"));
    }

    @Test
    void aFileThatWasNotChosenIsNone() throws IOException {
        String chosen = "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"%s\"\r\n\r\n%s\r\n--B--";

        assertThat(read(chosen.formatted("", ""))).isEmpty();
        assertThat(read(chosen.formatted("x", ""))).containsExactly(Field.file("f", "x", new byte[0]));
        assertThat(read(chosen.formatted("", "1"))).containsExactly(Field.file("f", "", new byte[]{'1'}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "--B", "--B\r\n", "--B\r\n\r\n", "--C--", "--BX\r\n", "--B-\r\n",
            "--B\r\nContent-Disposition: form-data\r\n\r\n1\r\n--B--",
            "--B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--B--", "--B\r\n\r\n1\r\n--B--",
            "--B\r\nno colon\r\n\r\n1\r\n--B--", "--B\r\n: x\r\n\r\n1\r\n--B--", "--B\r\n" + TEXT + "1",
            "--B\r\n" + TEXT + "1\r\n--B", "--B\r\n" + TEXT + "1\r\n--BB\r\n" + TEXT + "1\r\n--B--",
            "--B\n" + TEXT + "1\n--B--",
            "--B\r\nContent-Transfer-Encoding: base64\r\n" + TEXT + "MQ==\r\n--B--",
            "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n1\r\n--B--"})
    void whatIsMalformedIsNamed(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(FormException.class);
    }

    @Test
    void endlessHeadersAndPreamblesAreMalformed() {
        for (String body : List.of("x".repeat(100_000), "--B\r\n" + "x".repeat(100_000), "--B" + " ".repeat(100_000),
                "--B\r\n" + "a: b\r\n".repeat(1000) + "\r\n--B--")) {
            assertThatThrownBy(() -> read(body)).isInstanceOf(FormException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"51,1,0,0", "1,10001,0,0", "6,9999,0,0", "0,0,6,1", "0,0,1,300001"})
    void whatIsTooLargeIsNamed(int texts, int textSize, int files, int fileSize) {
        String body = ("--B\r\n" + TEXT + "x".repeat(textSize) + "\r\n").repeat(texts)
                + ("--B\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n" + "x".repeat(fileSize) + "\r\n")
                        .repeat(files)
                + "--B--";

        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(Failure.Code.TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a \"",
            "multipart/form-data; boundary=\"a\u0001\"", "multipart/form-data; boundary=ä",
            "multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789X"})
    void aBoundaryMustBeOne(String contentType) {
        assertThatThrownBy(() -> FormReader.of(contentType)).isInstanceOf(FormException.class);
    }

    @Test
    void otherTypesAreNoForms() {
        for (String type : new String[]{null, "", ";", "multipart/mixed; boundary=B", "application/json", "form-data"}) {
            assertThat(FormReader.of(type)).isEmpty();
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsWrittenIsReadBackHoweverItArrives(long seed) throws IOException {
        Random random = new Random(seed);
        String boundary = boundary(random);
        List<Field> written = new ArrayList<>();

        byte[] body = body(random, boundary, written);

        assertThat(ReadForm.read(TYPE + '"' + boundary + '"', body, random)).as("seed %d", seed).isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsBrokenIsRefusedOrReadAndNeverAnythingElse(long seed) {
        Random random = new Random(seed);
        String boundary = boundary(random);
        byte[] body = body(random, boundary, new ArrayList<>());
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            body[random.nextInt(body.length)] = "\r\n-:;\"= \0x\u00ff".getBytes(StandardCharsets.ISO_8859_1)[random
                    .nextInt(11)];
        }
        byte[] broken = random.nextBoolean() ? Arrays.copyOf(body, random.nextInt(body.length)) : body;

        try {
            ReadForm.read(TYPE + '"' + boundary + '"', broken, random);
        } catch (FormException | FailureException e) {
            assertThat(e.getMessage()).as("seed %d", seed).isNotBlank().doesNotContain("\0");
        } catch (IOException | RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static String boundary(Random random) {
        String letters = "-'()+_,./:=?aB1";
        StringBuilder boundary = new StringBuilder();
        for (int i = random.nextInt(1, 71); i > 0; i--) {
            boundary.append(letters.charAt(random.nextInt(letters.length())));
        }
        return boundary.toString();
    }

    /** Contents are full of what looks like a boundary and is none. */
    private static byte[] body(Random random, String boundary, List<Field> fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = random.nextInt(0, 5); i > 0; i--) {
            byte[] content = content(random, boundary);
            boolean file = random.nextBoolean();
            String name = "n" + random.nextInt(3);
            String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\""
                    + (file ? "; filename=\"f.xpi\"" : "") + "\r\n\r\n";
            body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            body.writeBytes(content);
            body.writeBytes(new byte[]{'\r', '\n'});
            fields.add(file
                    ? Field.file(name, "f.xpi", content)
                    : Field.text(name, new String(content, StandardCharsets.UTF_8)));
        }
        body.writeBytes(("--" + boundary + "--").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private static byte[] content(Random random, String boundary) {
        String almost = "\r\n--" + boundary.substring(0, boundary.length() - 1);
        String[] pieces = {"\r", "\n", "\r\n", "-", "--", almost + "!", "\r\n-" + boundary, "--" + boundary, "text", "\0"};
        StringBuilder content = new StringBuilder("!");
        int limit = random.nextInt(10) == 0 ? 2000 : 20;
        for (int i = random.nextInt(limit); i > 0 && content.length() < 9000; i--) {
            content.append(pieces[random.nextInt(pieces.length)]);
        }
        String text = content.toString();
        while (text.contains("\r\n--" + boundary)) {
            text = text.replace("\r\n--" + boundary, "");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
