package io.packhouse.gateway.downloads;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Segment;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;

/**
 * An artifact of random segments, and its bytes.
 *
 * @param artifact
 *            names blobs of a store
 * @param bytes
 *            what a download of the whole gives
 */
record SampleArtifact(Artifact artifact, byte[] bytes) {

    /** An artifact whose segments are told by letters: {@code R} a range of a blob, {@code I} inline bytes. */
    static SampleArtifact of(ObjectStore store, String kinds, long seed, int largest) throws IOException {
        Random random = new Random(seed);
        List<Segment> segments = new ArrayList<>();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int i = 0; i < kinds.length(); i++) {
            char kind = kinds.charAt(i);
            byte[] bytes = new byte[1 + random.nextInt(kind == 'I' ? Segment.Inline.LIMIT : largest)];
            random.nextBytes(bytes);
            int from = random.nextInt(bytes.length);
            int length = 1 + random.nextInt(bytes.length - from);
            whole.write(bytes, from, length);
            segments.add(kind == 'I'
                    ? new Segment.Inline(Arrays.copyOfRange(bytes, from, from + length))
                    : new Segment.Range(put(store, bytes), from, length));
        }
        return named("sample-" + kinds + ".bin", segments, whole.toByteArray());
    }

    /** A large base and a small tail, as an installer has them. */
    static SampleArtifact large(ObjectStore store, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        int tail = 700;
        String base = put(store, Arrays.copyOf(bytes, size - tail));
        return named("large.bin", List.of(new Segment.Range(base, 0, size - tail),
                new Segment.Inline(Arrays.copyOfRange(bytes, size - tail, size))), bytes);
    }

    static SampleArtifact named(String name, List<Segment> segments, byte[] bytes) {
        return new SampleArtifact(new Artifact(name, "application/x-sample", bytes.length, sha256(bytes), segments), bytes);
    }

    static String put(ObjectStore store, byte[] bytes) throws IOException {
        try (BlobWriter writer = store.newBlob()) {
            writer.write(bytes);
            return writer.commit().sha256();
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
