package io.packhouse.ampkg.architecture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;

import org.jspecify.annotations.Nullable;

/** macOS' Mach-O: 64-bit little endian, and universal binaries that hold up to three of them. */
final class MachOBinary {

    private static final int THIN = 0xcffaedfe;
    /** Java's class files begin so too, but have a number above three in the place of the count. */
    private static final int UNIVERSAL = 0xcafebabe;
    private static final int MOST = 3;
    private static final int ENTRY = 20;

    private MachOBinary() {
    }

    /** The token; null for what is none. */
    static @Nullable String token(ByteBuffer head) {
        if (head.limit() < 8) {
            return null;
        }
        return switch (head.getInt(0)) {
            case THIN -> {
                String cpu = cpu(head.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(4));
                yield "macos_" + (cpu == null ? "unknown" : cpu);
            }
            case UNIVERSAL -> universal(head);
            default -> null;
        };
    }

    private static @Nullable String universal(ByteBuffer head) {
        int count = head.getInt(4);
        if (count < 1 || count > MOST) {
            return null;
        }
        var cpus = new ArrayList<String>();
        for (int i = 0; i < count && 8 + (i + 1) * ENTRY <= head.limit(); i++) {
            String cpu = cpu(head.getInt(8 + i * ENTRY));
            if (cpu != null) {
                cpus.add(cpu);
            }
        }
        Collections.sort(cpus);
        return "macos_universal_" + (cpus.isEmpty() ? "unknown" : String.join("+", cpus));
    }

    private static @Nullable String cpu(int type) {
        return switch (type) {
            case 0x01000007 -> "x86_64";
            case 0x0100000c -> "arm_64";
            case 0x07 -> "x86_32";
            case 0x0c -> "arm_32";
            default -> null;
        };
    }
}
