package io.packhouse.gateway.downloads;

import java.util.Random;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SelectionTest {

    private static final String TAG = "\"tag\"";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bytes=0-9                      | 206 | 0  | 10
            bytes=0-0                      | 206 | 0  | 1
            bytes=99-99                    | 206 | 99 | 1
            bytes=99-                      | 206 | 99 | 1
            bytes=90-1000                  | 206 | 90 | 10
            bytes=-10                      | 206 | 90 | 10
            bytes=-100                     | 206 | 0  | 100
            bytes=-101                     | 206 | 0  | 100
            BYTES= 5-6                     | 206 | 5  | 2
            bytes=000000000000000000005-6  | 206 | 5  | 2
            bytes=9223372036854775807-     | 416 | 0  | 0
            bytes=9223372036854775808-     | 416 | 0  | 0
            bytes=0-9223372036854775807    | 206 | 0  | 100
            bytes=0-9223372036854775808    | 206 | 0  | 100
            bytes=-9223372036854775808     | 206 | 0  | 100
            bytes=100-                     | 416 | 0  | 0
            bytes=100-200                  | 416 | 0  | 0
            bytes=-0                       | 416 | 0  | 0
            bytes=6-5                      | 200 | 0  | 100
            bytes=0-1,5-6                  | 200 | 0  | 100
            bytes=                         | 200 | 0  | 100
            bytes=-                        | 200 | 0  | 100
            bytes=5                        | 200 | 0  | 100
            bytes=+5-6                     | 200 | 0  | 100
            bytes=٥-٦                      | 200 | 0  | 100
            bytes=0x0-5                    | 200 | 0  | 100
            items=0-5                      | 200 | 0  | 100
            bytes = 0-5                    | 200 | 0  | 100
            """)
    void readsARange(String range, int status, long offset, long length) {
        assertThat(ofRange(range, 100)).isEqualTo(new Selection(status, offset, length));
    }

    @Test
    void ignoresRangesInSeveralLines() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Range", "bytes=0-1").add("Range", "bytes=2-3");

        assertThat(Selection.of(HttpMethod.GET, headers, TAG, 100)).isEqualTo(new Selection(200, 0, 100));
    }

    @Test
    void prefersConditionsToRanges() {
        MultiMap unchanged = MultiMap.caseInsensitiveMultiMap().add("Range", "bytes=0-1").add("If-None-Match", TAG);
        MultiMap changed = MultiMap.caseInsensitiveMultiMap().add("Range", "bytes=0-1").add("If-Match", "\"x\"")
                .add("If-None-Match", TAG);

        assertThat(Selection.of(HttpMethod.GET, unchanged, TAG, 100).status()).isEqualTo(304);
        assertThat(Selection.of(HttpMethod.GET, changed, TAG, 100).status()).isEqualTo(412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"tag", "tag\"", "tag", "\"\"", "", "w/\"tag", ",,,,", "\"a\" \"b\"", "\"*\"", "**"})
    void matchesNoOtherEntityTag(String list) {
        assertThat(Selection.of(HttpMethod.GET, MultiMap.caseInsensitiveMultiMap().add("If-None-Match", list), TAG, 100)
                .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void staysWithinTheBytesWhateverIsAsked(long seed) {
        Random random = new Random(seed);
        String alphabet = "0123456789-,=bytes \t\"W/*";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder range = new StringBuilder(random.nextInt(4) == 0 ? "" : "bytes=");
            for (int length = random.nextInt(24); length > 0; length--) {
                range.append(alphabet.charAt(random.nextInt(random.nextBoolean() ? 11 : alphabet.length())));
            }
            long size = random.nextInt(3) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 62));

            Selection selection = ofRange(range.toString(), size);

            assertThat(selection.offset()).as("seed %d, '%s' of %d", seed, range, size).isBetween(0L, size);
            assertThat(selection.length()).as("seed %d, '%s' of %d", seed, range, size).isBetween(0L,
                    size - selection.offset());
            assertThat(selection.status() == 206).isEqualTo(selection.length() > 0 && selection.status() != 200);
        }
    }

    private static Selection ofRange(String range, long size) {
        return Selection.of(HttpMethod.GET, MultiMap.caseInsensitiveMultiMap().add("Range", range), TAG, size);
    }
}
