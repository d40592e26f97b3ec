package io.packhouse.installerbuilder.archive;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The entries of a tar that speak about the entry after them: POSIX extended headers ({@code x}, {@code g}) and GNU's long
 * names ({@code L}, {@code K}).
 */
final class TarExtensions {

    /** No name or record that we would accept is longer. */
    static final int LIMIT = 1024 * 1024;

    private final Map<String, String> next = new HashMap<>();

    static boolean isExtension(char type) {
        return switch (type) {
            case 'x', 'g', 'L', 'K' -> true;
            default -> false;
        };
    }

    /** Whether something was said about an entry that has not come. */
    boolean isPending() {
        return !next.isEmpty();
    }

    void read(char type, byte[] data) throws BrokenBaseException {
        switch (type) {
            case 'L' -> next.put("path", longName(data));
            case 'K' -> next.put("linkpath", longName(data));
            case 'x' -> records(data, next);
            default -> checkGlobal(data);
        }
    }

    /** What the entry is after all that was said about it. */
    TarHeader apply(TarHeader header) throws BrokenBaseException {
        if (next.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."))) {
            throw new BrokenBaseException("has a sparse file, which is not supported: "
                    + BrokenBaseException.shown(header.name()));
        }
        String name = next.getOrDefault("path", header.name());
        String link = next.getOrDefault("linkpath", header.link());
        long size = size(next.get("size"), header.size());
        next.clear();
        return new TarHeader(name, size, header.type(), link);
    }

    private static long size(@Nullable String said, long otherwise) throws BrokenBaseException {
        if (said != null && !said.matches("[0-9]{1,18}")) {
            throw new BrokenBaseException("has an extended header whose size is no number");
        }
        return said == null ? otherwise : Long.parseLong(said);
    }

    /** A global header would also speak about the entry that we append. */
    private static void checkGlobal(byte[] data) throws BrokenBaseException {
        Map<String, String> records = new HashMap<>();
        records(data, records);
        for (String key : records.keySet()) {
            if (!key.equals("comment")) {
                throw new BrokenBaseException("has a global header that changes every later entry's "
                        + BrokenBaseException.shown(key));
            }
        }
    }

    private static String longName(byte[] data) {
        String name = new String(data, StandardCharsets.ISO_8859_1);
        int end = name.indexOf(0);
        return end < 0 ? name : name.substring(0, end);
    }

    /** Records of the form {@code LENGTH KEY=VALUE\n}, where the length counts the whole record. */
    private static void records(byte[] data, Map<String, String> into) throws BrokenBaseException {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        for (int at = 0; at < text.length();) {
            int blank = text.indexOf(' ', at);
            String digits = blank < 0 ? "" : text.substring(at, blank);
            int end = digits.matches("[1-9][0-9]{0,6}") ? at + Integer.parseInt(digits) : -1;
            int equals = text.indexOf('=', at);
            if (end > text.length() || equals <= blank || equals >= end || text.charAt(end - 1) != '\n') {
                throw new BrokenBaseException("has a damaged extended header");
            }
            into.put(text.substring(blank + 1, equals), text.substring(equals + 1, end - 1));
            at = end;
        }
    }
}
