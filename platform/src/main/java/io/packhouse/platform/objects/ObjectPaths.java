package io.packhouse.platform.objects;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where a named object lies below {@code objects/}: {@code first/shard/rest}, the shard chosen by the key's second part.
 *
 * <p>
 * So a new key needs no new directory, which would cost a further sync of the disk, and everything about one job lies in one
 * directory of bounded length, which {@link ObjectStore#list} reads. The parts after the first are one file name, joined by
 * commas. Every character but {@code a-z 0-9 - _ .} is escaped, capitals too, because some file systems take {@code A} and
 * {@code a} for one; a name longer than file systems allow goes on in a directory whose name ends in {@code ~}.
 */
final class ObjectPaths {

    private static final int SHARDS = 1024;
    private static final int CHUNK = 240;
    private static final char CONTINUED = '~';

    private ObjectPaths() {
    }

    /** The file of a key, relative to {@code objects/}. */
    static Path of(List<String> parts) {
        return shardOf(parts.get(0), parts.get(1)).resolve(chunked(escapedRest(parts)));
    }

    /** The directory of all objects with these first two parts, relative to {@code objects/}. */
    static Path shardOf(String first, String second) {
        CRC32C hash = new CRC32C();
        hash.update(second.getBytes(StandardCharsets.US_ASCII));
        return firstOf(first).resolve(HexFormat.of().toHexDigits(hash.getValue() % SHARDS, 3));
    }

    /** The directory of all shards of a first part, relative to {@code objects/}. */
    static Path firstOf(String first) {
        return chunked(escape(first));
    }

    /** Whether a directory inside of a shard continues names. */
    static boolean isContinued(String directory) {
        return directory.charAt(directory.length() - 1) == CONTINUED;
    }

    /** The name that a continued directory adds to what stands below it. */
    static String continued(String directory) {
        return directory.substring(0, directory.length() - 1);
    }

    /** The key's parts after the first, from a whole escaped name; empty for a file that is no object of ours. */
    static Optional<String> restOf(String name) {
        StringBuilder rest = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ',') {
                rest.append('/');
            } else if (c == '%' && i + 2 < name.length() && isHex(name.charAt(i + 1)) && isHex(name.charAt(i + 2))) {
                rest.append((char) Integer.parseInt(name.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                rest.append(c);
            }
        }
        List<String> parts = List.of(("first/" + rest).split("/", -1));
        return ObjectKeys.isKey(parts) && escapedRest(parts).equals(name) ? Optional.of(rest.toString()) : Optional.empty();
    }

    /** The parts after the first as one escaped name; what is a prefix of a key is a prefix of its name too. */
    static String escapedRest(List<String> parts) {
        return String.join(",", parts.subList(1, parts.size()).stream().map(ObjectPaths::escape).toList());
    }

    private static String escape(String part) {
        StringBuilder escaped = new StringBuilder(part.length() + 8);
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            boolean plain = isLowerCase(c) || isDigit(c) || c == '-' || c == '_' || (c == '.' && i > 0);
            if (plain) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HexFormat.of().toHexDigits((byte) c));
            }
        }
        return escaped.toString();
    }

    private static Path chunked(String name) {
        if (name.length() <= CHUNK) {
            return Path.of(name);
        }
        return Path.of(name.substring(0, CHUNK) + CONTINUED).resolve(chunked(name.substring(CHUNK)));
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    private static boolean isLowerCase(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
