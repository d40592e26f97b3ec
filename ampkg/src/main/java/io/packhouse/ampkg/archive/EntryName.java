package io.packhouse.ampkg.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

import io.packhouse.ampkg.PackageException;

/** Names of entries: UTF-8, in Unicode's composed form (NFC) before anything else happens to them (reference, 1.1). */
public final class EntryName {

    private static final int SHOWN = 120;

    private EntryName() {
    }

    /**
     * Reads a name.
     *
     * @param limit
     *            how many bytes it may have, as stored and as composed
     */
    public static String read(byte[] stored, int limit) throws PackageException {
        requireLength(stored.length, limit, stored);
        if (stored.length == 0) {
            throw new PackageException("invalid archive entry: it has no name");
        }
        String name;
        try {
            name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(stored)).toString();
        } catch (CharacterCodingException e) {
            throw new PackageException("invalid archive entry '" + shown(stored) + "': its name is not valid UTF-8", e);
        }
        if (name.indexOf(0) >= 0) {
            throw new PackageException("invalid archive entry '" + shown(name) + "': its name has a zero character");
        }
        if (name.length() == stored.length) {
            // ASCII, which is composed.
            return name;
        }
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        requireLength(composed.getBytes(StandardCharsets.UTF_8).length, limit, stored);
        return composed;
    }

    /** A name for messages: short, and without characters that a terminal or a log would obey. */
    public static String shown(String name) {
        String begin = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
        return begin.replaceAll("\\p{Cntrl}|\\p{Cs}|\\p{Cf}", "?");
    }

    private static String shown(byte[] stored) {
        return shown(new String(stored, StandardCharsets.UTF_8));
    }

    private static void requireLength(int length, int limit, byte[] stored) throws PackageException {
        if (length > limit) {
            throw new PackageException("invalid archive entry '" + shown(stored) + "': its name is " + length
                    + " bytes long, more than the " + limit + " allowed");
        }
    }
}
