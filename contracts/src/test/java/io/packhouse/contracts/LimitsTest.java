package io.packhouse.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The edges of what the documents may be. */
class LimitsTest {

    private static final String BLOB = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void readsAndWritesAtMost64Levels() {
        String deepest = "[".repeat(64) + "]".repeat(64);
        JsonNode deeper = JsonNodeFactory.instance.arrayNode().add(Wire.read(deepest, JsonNode.class));

        assertThat(Wire.write(Wire.read(deepest, JsonNode.class))).isEqualTo(deepest);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Wire.read("[" + deepest + "]", JsonNode.class))
                .withMessageContaining("64");
        assertThatIllegalStateException().as("what nobody could read").isThrownBy(() -> Json.write(deeper));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "{}x", "{}]", "[1,]", "{\"a\":1,}", "{'a':1}", "{a:1}", "NaN", "01", "// c\n{}",
            "{\"a\":\"\n\"}"})
    void readsNothingButOneDocumentOfJson(String text) {
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> Wire.read(text, JsonNode.class));
    }

    @RepeatedTest(50)
    void neverFailsOtherwiseOnBrokenText() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        byte[] broken = Wire.text("outcome-succeeded").getBytes(UTF_8);
        for (int i = 0; i <= random.nextInt(4); i++) {
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
        }

        try {
            assertThat(Json.read(broken, Outcome.class)).as("seed %d", seed).isInstanceOf(Outcome.Succeeded.class);
        } catch (UncheckedIOException refused) {
            assertThat(refused).as("seed %d", seed).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void anInlineSegmentHasOneByteTo16KiB() {
        assertThat(Segment.Inline.LIMIT).isEqualTo(16_384);
        assertThat(new Segment.Inline(new byte[1]).size()).isEqualTo(1);
        assertThat(new Segment.Inline(new byte[16_384]).size()).isEqualTo(16_384);
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment.Inline(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment.Inline(new byte[16_385]))
                .withMessageContaining("16385");
    }

    @Test
    void inlineSegmentsAreEqualByTheirBytes() {
        assertThat(new Segment.Inline(new byte[]{1, 2})).isEqualTo(new Segment.Inline(new byte[]{1, 2}))
                .hasSameHashCodeAs(new Segment.Inline(new byte[]{1, 2})).isNotEqualTo(new Segment.Inline(new byte[]{1, 3}))
                .hasToString("Inline[2 bytes]");
    }

    @Test
    void aRangeLiesWithinWhatABlobCanHave() {
        assertThat(new Segment.Range(BLOB, 0, Long.MAX_VALUE).size()).isEqualTo(Long.MAX_VALUE);
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment.Range(BLOB, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment.Range(BLOB, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment.Range(BLOB, 1, Long.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment.Range("no digest", 0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e3b0", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
            " 3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", BLOB + "0", BLOB + "\n",
            "../../../../../../../../../../../../../../../../../../etc/passwd"})
    void aDigestIs64LowerCaseHexadecimalDigits(String text) {
        assertThat(Sha256.isDigest(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new BlobRef(text, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Segment.Range(text, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Artifact("n", "t", 0, text, List.of()));
    }

    @Test
    void aBlobHasNoNegativeSize() {
        assertThat(Sha256.isDigest(BLOB)).isTrue();
        assertThat(new BlobRef(BLOB, 0).size()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new BlobRef(BLOB, -1));
    }

    @Test
    void anArtifactIsAsLongAsItsSegments() {
        Segment three = new Segment.Inline(new byte[3]);
        Segment huge = new Segment.Range(BLOB, 0, Long.MAX_VALUE);

        assertThat(new Artifact("n", "t", 6, BLOB, List.of(three, three)).size()).isEqualTo(6);
        assertThatIllegalArgumentException().isThrownBy(() -> new Artifact("n", "t", 5, BLOB, List.of(three, three)))
                .withMessageContaining("6").withMessageContaining("5");
        assertThatIllegalArgumentException().isThrownBy(() -> new Artifact("n", "t", 1, BLOB, List.of()));
        assertThatIllegalArgumentException().as("a sum that turns round")
                .isThrownBy(() -> new Artifact("n", "t", -2, BLOB, List.of(huge, huge)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "seattle_linux.tgz", "grün 1.zip", "..a", "a..", "-rf", "😀"})
    void aFileNameIsOnePartOfAPath(String name) {
        assertThat(new Artifact(name, "t", 0, BLOB, List.of()).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "a/b", "/etc/passwd", "a\\b", "a\r\nSet-Cookie: x", "a\u0000", "a\u007f",
            "a\u0085"})
    void whatIsNoFileNameIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Artifact(name, "t", 0, BLOB, List.of()));
    }

    @Test
    void aFileNameHasAtMost255Characters() {
        assertThat(new Artifact("n".repeat(255), "t", 0, BLOB, List.of()).name()).hasSize(255);
        assertThatIllegalArgumentException().isThrownBy(() -> new Artifact("n".repeat(256), "t", 0, BLOB, List.of()));
    }
}
