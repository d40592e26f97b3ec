package io.packhouse.ampkg.architecture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/** Windows' PE: a DOS program that names the place of the real header. */
final class PeBinary {

    private static final int PLACE = 0x3c;
    private static final int FARTHEST = 1_000_000;
    private static final int LENGTH = 6;
    /** "PE" and two zero bytes. */
    private static final int MARK = 0x50450000;

    private PeBinary() {
    }

    static boolean begins(ByteBuffer head) {
        return head.limit() >= PLACE + 4 && head.get(0) == 'M' && head.get(1) == 'Z';
    }

    /** Where the header is; null when its place cannot be right. */
    static BinaryProbe.@Nullable Window window(ByteBuffer head) {
        int place = head.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(PLACE);
        return place > PLACE && place < FARTHEST ? new BinaryProbe.Window(place, LENGTH) : null;
    }

    /** The token; null for what has no such header, such as programs for DOS. */
    static @Nullable String token(byte[] window) {
        if (window.length < LENGTH || ByteBuffer.wrap(window).getInt() != MARK) {
            return null;
        }
        int machine = ByteBuffer.wrap(window).order(ByteOrder.LITTLE_ENDIAN).getShort(4) & 0xffff;
        return "windows_" + switch (machine) {
            case 0x014c -> "x86_32";
            case 0x8664 -> "x86_64";
            case 0xaa64 -> "arm_64";
            default -> "unknown";
        };
    }
}
