package io.packhouse.platform.objects;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ArtifactContentTest {

    @TempDir
    private Path root;

    private ObjectStore store;
    private ArtifactContent content;

    @BeforeEach
    void openStore() {
        store = new FileObjectStore(root);
        content = new ArtifactContent(store);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsEveryRangeOfAnyMixOfSegments(long seed) throws IOException {
        Sample sample = sample(new Random(seed));
        Random random = new Random(seed);

        assertThat(readAll(content.open(sample.artifact))).isEqualTo(sample.bytes);
        for (int i = 0; i < 50; i++) {
            int offset = random.nextInt(sample.bytes.length + 1);
            int length = random.nextInt(sample.bytes.length - offset + 1);

            assertThat(readAll(content.open(sample.artifact, offset, length)))
                    .as("seed %d, %d from %d", seed, length, offset)
                    .isEqualTo(Arrays.copyOfRange(sample.bytes, offset, offset + length));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void makesOneBlobOfSegments(long seed) throws IOException {
        Sample sample = sample(new Random(seed));

        Artifact whole = content.materialise(sample.artifact);

        String sha256 = sample.artifact.sha256();
        assertThat(whole.segments()).containsExactly(new Segment.Range(sha256, 0, sample.bytes.length));
        assertThat(whole.sha256()).isEqualTo(sha256);
        assertThat(store.localFile(sha256).orElseThrow()).hasBinaryContent(sample.bytes);
        assertThat(content.materialise(whole)).isSameAs(whole);
    }

    @Test
    void readsAndMakesNothingOfNothing() throws IOException {
        Artifact empty = new Artifact("empty", "text/plain", 0, ObjectStoreContract.sha256(new byte[0]), List.of());

        assertThat(readAll(content.open(empty))).isEmpty();
        assertThat(content.materialise(empty)).isEqualTo(empty);
    }

    @Test
    void refusesToMakeABlobOfOtherBytes() {
        byte[] bytes = {1, 2, 3};
        Artifact lie = new Artifact("lie", "text/plain", 3, ObjectStoreContract.sha256(new byte[]{3, 2, 1}),
                List.of(new Segment.Inline(bytes)));

        assertThat(ObjectStoreContract.failure(() -> content.materialise(lie))).isEqualTo(Failure.Code.INTERNAL);
    }

    @Test
    void failsOnABlobThatIsNotThere() {
        Artifact hollow = new Artifact("hollow", "text/plain", 3, "0".repeat(64),
                List.of(new Segment.Range("0".repeat(64), 0, 3)));

        assertThat(ObjectStoreContract.failure(() -> readAll(content.open(hollow)))).isEqualTo(Failure.Code.NOT_FOUND);
    }

    @Test
    void refusesARangeOutside() {
        Artifact three = new Artifact("three", "text/plain", 3, "0".repeat(64), List.of(new Segment.Inline(new byte[3])));

        for (long[] range : new long[][]{{0, 4}, {3, 1}, {-1, 1}, {0, -1}, {1, Long.MAX_VALUE}, {Long.MAX_VALUE, 1}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> content.open(three, range[0], range[1]));
        }
    }

    private record Sample(Artifact artifact, byte[] bytes) {
    }

    private Sample sample(Random random) throws IOException {
        List<Segment> segments = new ArrayList<>();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            byte[] bytes = ObjectStoreContract.bytes(1 + random.nextInt(100_000), random.nextLong());
            int from = random.nextInt(bytes.length);
            int length = 1 + random.nextInt(bytes.length - from);
            if (random.nextBoolean()) {
                length = Math.min(length, Segment.Inline.LIMIT);
                segments.add(new Segment.Inline(Arrays.copyOfRange(bytes, from, from + length)));
            } else {
                try (BlobWriter writer = store.newBlob()) {
                    writer.write(bytes);
                    segments.add(new Segment.Range(writer.commit().sha256(), from, length));
                }
            }
            whole.write(bytes, from, length);
        }
        byte[] bytes = whole.toByteArray();
        return new Sample(
                new Artifact("sample.bin", "application/octet-stream", bytes.length, ObjectStoreContract.sha256(bytes),
                        segments),
                bytes);
    }

    private static byte[] readAll(InputStream in) throws IOException {
        try (in) {
            return in.readAllBytes();
        }
    }
}
