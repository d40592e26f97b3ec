package io.packhouse.envbuilder.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

import io.packhouse.envbuilder.steps.Budget;
import io.packhouse.platform.outbound.Incoming;
import io.packhouse.platform.outbound.NoAnswerException;

/**
 * A body that is read into memory.
 *
 * @param bytes
 *            all of it
 */
record SmallBody(byte[] bytes) {

    /** The body of {@code answer}, whose limit holds; the build pays for it. */
    static SmallBody of(Incoming answer, Budget budget) throws UpstreamException, IOException, InterruptedException {
        var buffer = new ByteArrayOutputStream();
        try {
            answer.writeTo(new CountedStream(buffer, budget));
        } catch (NoAnswerException e) {
            throw UpstreamException.of(e);
        }
        return new SmallBody(buffer.toByteArray());
    }

    /** As text in which each byte is a character: nothing is beyond reading. */
    String latin1() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** As {@link Checksums} compares them. */
    Map<String, String> digests() {
        return Map.of("sha1", digest("SHA-1"), "sha256", digest("SHA-256"), "sha512", digest("SHA-512"));
    }

    private String digest(String algorithm) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
