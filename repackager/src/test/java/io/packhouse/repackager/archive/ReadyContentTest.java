package io.packhouse.repackager.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadyContentTest {

    private static byte[] written(Content content) throws IOException {
        var out = new ByteArrayOutputStream();
        XpiWriter.write(out, List.of(new NewEntry("a", content), new NewEntry("b", content)), Copies.CHECKED);
        return out.toByteArray();
    }

    private static byte[] text(int size) {
        var random = new Random(size);
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(4));
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 3_000_000})
    void writesWhatNewContentWrites(int size) throws IOException {
        byte[] text = text(size);

        Content packed = Content.packed(Content.of(text));

        assertThat(written(packed)).isEqualTo(written(Content.of(text)));
        assertThat(packed.size()).isEqualTo(size);
        assertThat(packed.bytes(size)).isEqualTo(text);
        assertThat(packed.bytes(size)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100_000})
    void keepsWhatDoesNotGetSmaller(int size) throws IOException {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);

        Content packed = Content.packed(Content.of(noise));

        assertThat(written(packed)).isEqualTo(written(Content.of(noise)));
        assertThat(packed.bytes(size)).isEqualTo(noise);
    }
}
