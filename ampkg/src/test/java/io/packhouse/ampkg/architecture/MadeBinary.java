package io.packhouse.ampkg.architecture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Beginnings of binaries, as linkers write them. */
final class MadeBinary {

    private MadeBinary() {
    }

    /** An ELF file of nothing but its header. */
    static byte[] elf(boolean wide, ByteOrder order, int machine) {
        ByteBuffer header = ByteBuffer.allocate(wide ? 64 : 52).order(order);
        header.put(0,
                new byte[]{0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1), 1});
        header.putShort(18, (short) machine);
        return header.array();
    }

    /**
     * An ELF file with two sections, a note and the names of both.
     *
     * @param gap
     *            bytes between the names and the headers of sections
     */
    static byte[] elfWithNote(boolean wide, ByteOrder order, int machine, String note, int code, int gap) {
        byte[] header = elf(wide, order, machine);
        byte[] names = ("\0" + note + "\0.shstrtab\0").getBytes(StandardCharsets.US_ASCII);
        int size = wide ? 64 : 40;
        int strings = header.length + code;
        int sections = strings + names.length + gap;
        ByteBuffer file = ByteBuffer.allocate(sections + 2 * size).order(order).put(header);
        file.put(strings, names);
        if (wide) {
            file.putLong(40, sections);
        } else {
            file.putInt(32, sections);
        }
        int counts = wide ? 58 : 46;
        file.putShort(counts, (short) size).putShort(counts + 2, (short) 2).putShort(counts + 4, (short) 1);
        file.putInt(sections, 1).putInt(sections + 4, 7);
        file.putInt(sections + size, 2 + note.length()).putInt(sections + size + 4, 3);
        if (wide) {
            file.putLong(sections + size + 24, strings);
        } else {
            file.putInt(sections + size + 16, strings);
        }
        return file.array();
    }

    /** A program for Windows whose real header is at a place. */
    static byte[] pe(int place, int machine) {
        ByteBuffer file = ByteBuffer.allocate(Math.max(64, place + 6)).order(ByteOrder.LITTLE_ENDIAN);
        file.put(0, (byte) 'M').put(1, (byte) 'Z').putInt(0x3c, place);
        if (place >= 0x3e) {
            file.put(place, (byte) 'P').put(place + 1, (byte) 'E').putShort(place + 4, (short) machine);
        }
        return file.array();
    }

    static byte[] machO(int cpu) {
        return ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putInt(0xfeedfacf).putInt(cpu).array();
    }

    static byte[] universal(int... cpus) {
        ByteBuffer file = ByteBuffer.allocate(8 + 20 * cpus.length).putInt(0xcafebabe).putInt(cpus.length);
        for (int i = 0; i < cpus.length; i++) {
            file.putInt(8 + 20 * i, cpus[i]);
        }
        return file.array();
    }

    static byte[] cut(byte[] file, int length) {
        return Arrays.copyOf(file, length);
    }
}
