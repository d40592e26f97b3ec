package io.packhouse.ampkg.architecture;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Looks at one file while it streams by: at its first {@value #HEAD} bytes, and at one window further on, where these say that
 * more of its headers is. Memory: at most 80 KiB, and none for files that are no binaries.
 */
final class BinaryProbe {

    private static final int HEAD = 128;

    private final byte[] head = new byte[HEAD];
    private int headLength;
    private long position;
    private @Nullable Window window;

    /** Takes the next bytes of the file. */
    void content(byte[] bytes, int length) {
        if (headLength < HEAD) {
            int taken = Math.min(length, HEAD - headLength);
            System.arraycopy(bytes, 0, head, headLength, taken);
            headLength += taken;
            if (headLength == HEAD) {
                openWindow();
            }
        }
        if (window != null) {
            window.content(position, bytes, length);
        }
        position += length;
    }

    /** The token of the file that has ended; null when it is no binary. */
    @Nullable
    String token() {
        if (headLength < HEAD) {
            openWindow();
        }
        ByteBuffer begin = begin();
        byte[] seen = window == null ? new byte[0] : window.seen();
        if (ElfBinary.begins(begin)) {
            return ElfBinary.token(begin, window == null ? 0 : window.from(), seen);
        }
        return PeBinary.begins(begin) ? PeBinary.token(seen) : MachOBinary.token(begin);
    }

    private void openWindow() {
        ByteBuffer begin = begin();
        if (ElfBinary.begins(begin)) {
            window = ElfBinary.window(begin);
        } else if (PeBinary.begins(begin)) {
            window = PeBinary.window(begin);
        }
        if (window != null) {
            window.content(0, head, headLength);
        }
    }

    private ByteBuffer begin() {
        return ByteBuffer.wrap(head, 0, headLength);
    }

    /** A range of a file that is kept while it streams by. */
    static final class Window {

        private final long from;
        private final byte[] kept;
        private int length;

        Window(long from, int length) {
            this.from = from;
            kept = new byte[length];
        }

        long from() {
            return from;
        }

        /** What of it the file had. */
        byte[] seen() {
            return Arrays.copyOf(kept, length);
        }

        void content(long position, byte[] bytes, int count) {
            long begin = Math.max(position, from);
            long end = Math.min(position + count, from + kept.length);
            if (begin < end) {
                System.arraycopy(bytes, (int) (begin - position), kept, (int) (begin - from), (int) (end - begin));
                length = (int) (end - from);
            }
        }
    }
}
