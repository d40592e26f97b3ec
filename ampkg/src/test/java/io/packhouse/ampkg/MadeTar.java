package io.packhouse.ampkg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Tar archives byte by byte, also such as no program writes; independent of the code that is tested. */
public final class MadeTar {

    private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();

    /** An entry whose header says the truth of it. */
    public MadeTar add(char type, String name, byte[] content) {
        return add(header(type, name.getBytes(StandardCharsets.UTF_8), content.length), content);
    }

    public MadeTar file(String name, String content) {
        return add('0', name, content.getBytes(StandardCharsets.UTF_8));
    }

    public MadeTar directory(String name) {
        return add('5', name, new byte[0]);
    }

    /** A POSIX extended header before the next entry. */
    public MadeTar pax(String key, String value) {
        return add('x', "./PaxHeaders/x", record(key, value));
    }

    /** A header as it is, and content filled up to a whole block. */
    public MadeTar add(byte[] header, byte[] content) {
        blocks.writeBytes(header);
        blocks.writeBytes(content);
        blocks.writeBytes(new byte[-content.length & 511]);
        return this;
    }

    public MadeTar raw(byte[] bytes) {
        blocks.writeBytes(bytes);
        return this;
    }

    public byte[] bytes() {
        return blocks.toByteArray();
    }

    /** The archive with its end, packed. */
    public byte[] gzip() {
        byte[] end = new byte[1024];
        blocks.writeBytes(end);
        return gzip(bytes());
    }

    public static byte[] gzip(byte[] content) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** A POSIX header; the name may have up to 100 bytes. */
    public static byte[] header(char type, byte[] name, long size) {
        byte[] block = new byte[512];
        System.arraycopy(name, 0, block, 0, name.length);
        put(block, 100, "0000644");
        put(block, 124, "%011o".formatted(size));
        block[156] = (byte) type;
        put(block, 257, "ustar\00000");
        return checked(block);
    }

    /** The header with another text at a place, and the checksum that belongs to it. */
    public static byte[] with(byte[] header, int offset, String text) {
        byte[] other = header.clone();
        put(other, offset, text);
        return checked(other);
    }

    private static byte[] checked(byte[] block) {
        put(block, 148, "        ");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, "%06o\0 ".formatted(sum));
        return block;
    }

    /** {@code LENGTH KEY=VALUE\n}, where the length counts itself. */
    public static byte[] record(String key, String value) {
        byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
        int length = rest.length + 1;
        while (String.valueOf(length).length() + rest.length != length) {
            length++;
        }
        return (length + new String(rest, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }
}
