package io.packhouse.envbuilder.values;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;

/**
 * Bytes on their way into the store, of which SHA-1, SHA-256 and SHA-512 are taken while they pass. For one thread. What is made
 * may be lost in a power cut, like the step cache that names it: whoever publishes it makes it durable first
 * ({@link ObjectStore#makeDurable}).
 */
public final class BlobMaker extends OutputStream {

    private final BlobWriter writer;
    private final MessageDigest sha1 = digest("SHA-1");
    private final MessageDigest sha512 = digest("SHA-512");

    /** Begins a blob of {@code objects}; nothing is left without {@link #commit}. */
    public BlobMaker(ObjectStore objects) {
        this.writer = objects.newBlob(Durability.PROCESS);
    }

    /** {@code bytes} as a value. */
    public static Value.Blob of(ObjectStore objects, byte[] bytes) throws IOException {
        try (BlobMaker maker = new BlobMaker(objects)) {
            maker.write(bytes);
            return maker.commit();
        }
    }

    /** What is in the store already as a value: reads it whole, for the digests that its name does not have. */
    public static Value.Blob of(ObjectStore objects, BlobRef content) throws IOException {
        MessageDigest sha1 = digest("SHA-1");
        MessageDigest sha512 = digest("SHA-512");
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = objects.open(content.sha256(), 0, content.size())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha1.update(buffer, 0, n);
                sha512.update(buffer, 0, n);
            }
        }
        return value(content, sha1, sha512);
    }

    /** The bytes so far. */
    public long size() {
        return writer.size();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[]{(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        writer.write(bytes, offset, length);
        sha1.update(bytes, offset, length);
        sha512.update(bytes, offset, length);
    }

    /** The digests of the bytes so far, by their names: {@code sha1}, {@code sha256}, {@code sha512}. */
    public Map<String, String> digests() {
        HexFormat hex = HexFormat.of();
        return Map.of("sha1", hex.formatHex(copy(sha1).digest()), "sha256", writer.sha256(), "sha512",
                hex.formatHex(copy(sha512).digest()));
    }

    /** Makes the blob visible. */
    public Value.Blob commit() {
        return value(writer.commit(), sha1, sha512);
    }

    /** Discards what was not committed. */
    @Override
    public void close() {
        writer.close();
    }

    private static Value.Blob value(BlobRef content, MessageDigest sha1, MessageDigest sha512) {
        HexFormat hex = HexFormat.of();
        return new Value.Blob(content, hex.formatHex(sha1.digest()), hex.formatHex(sha512.digest()), List.of(),
                JsonNodeFactory.instance.objectNode());
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("digests can be copied", e);
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
