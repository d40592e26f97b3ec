package io.packhouse.ampkg.architecture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * ELF. Android is told from Linux by a section of notes named {@code .note.android...}. Sections' headers and names stand at
 * the end of a file, where linkers put the names right before the headers: names that begin more than {@value #NAMES} bytes
 * before the headers, or after them, are not seen, and such a file passes for Linux.
 */
final class ElfBinary {

    private static final int SHORTEST = 24;
    private static final int NAMES = 64 * 1024;
    private static final int LARGEST_SECTION_HEADER = 128;
    private static final int MOST_SECTIONS = 99;
    private static final int NOTE = 7;

    private ElfBinary() {
    }

    static boolean begins(ByteBuffer head) {
        return head.limit() >= SHORTEST && head.getInt(0) == 0x7f454c46 && head.get(6) == 1
                && (head.get(7) == 0 || head.get(7) == 3);
    }

    /** Headers of sections and the names before them; null when there are none, or none that we would look at. */
    static BinaryProbe.@Nullable Window window(ByteBuffer head) {
        Sections sections = Sections.of(head);
        if (sections == null) {
            return null;
        }
        long from = Math.max(0, sections.offset - NAMES);
        return new BinaryProbe.Window(from, (int) (sections.offset - from) + sections.count * sections.size);
    }

    /**
     * The token.
     *
     * @param from
     *            where in the file {@code window} was
     */
    static String token(ByteBuffer head, long from, byte[] window) {
        ByteBuffer ordered = ordered(head);
        String cpu = switch (ordered.getShort(18) & 0xffff) {
            case 0x03, 0x3e -> "x86";
            case 0x28, 0xb7 -> "arm";
            default -> "";
        };
        String system = isAndroid(head, from, window) ? "android" : "linux";
        String bits = head.get(4) == 1 ? "32" : "64";
        return system + (cpu.isEmpty() ? "_unknown" : '_' + cpu + '_' + bits) + (isBig(head) ? "_be" : "");
    }

    private static boolean isAndroid(ByteBuffer head, long from, byte[] window) {
        Sections sections = Sections.of(head);
        if (sections == null || window.length < sections.offset - from + (long) sections.count * sections.size) {
            return false;
        }
        ByteBuffer seen = ByteBuffer.wrap(window).order(ordered(head).order());
        long names = sections.contentOf(seen, from, sections.names) - from;
        for (int i = 0; i < sections.count; i++) {
            int header = sections.header(from, i);
            long name = names + (seen.getInt(header) & 0xffffffffL);
            if (seen.getInt(header + 4) == NOTE && startsWith(window, name, ".note.android")) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, long at, String text) {
        if (at < 0 || at > bytes.length - text.length()) {
            return false;
        }
        return new String(bytes, (int) at, text.length(), StandardCharsets.ISO_8859_1).equals(text);
    }

    private static boolean isBig(ByteBuffer head) {
        return head.get(5) == 2;
    }

    private static ByteBuffer ordered(ByteBuffer head) {
        return head.duplicate().order(isBig(head) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Where the headers of sections are.
     *
     * @param names
     *            the index of the section that has all names
     */
    private record Sections(boolean wide, long offset, int size, int count, int names) {

        /** Null when there are none, or none that the original looks at. */
        static @Nullable Sections of(ByteBuffer head) {
            boolean wide = head.get(4) != 1;
            if (head.limit() < (wide ? 64 : 52)) {
                return null;
            }
            ByteBuffer ordered = ordered(head);
            long offset = wide ? ordered.getLong(40) : ordered.getInt(32) & 0xffffffffL;
            int sizes = wide ? 58 : 46;
            int size = ordered.getShort(sizes) & 0xffff;
            int count = ordered.getShort(sizes + 2) & 0xffff;
            int names = ordered.getShort(sizes + 4) & 0xffff;
            boolean looked = offset > 0 && offset < Long.MAX_VALUE / 2 && size >= (wide ? 64 : 40)
                    && size <= LARGEST_SECTION_HEADER && count <= MOST_SECTIONS && names < count;
            return looked ? new Sections(wide, offset, size, count, names) : null;
        }

        /** Where in a window that begins at {@code from} a header is. */
        int header(long from, int index) {
            return (int) (offset - from) + index * size;
        }

        long contentOf(ByteBuffer window, long from, int index) {
            int header = header(from, index);
            return wide ? window.getLong(header + 24) : window.getInt(header + 16) & 0xffffffffL;
        }
    }
}
