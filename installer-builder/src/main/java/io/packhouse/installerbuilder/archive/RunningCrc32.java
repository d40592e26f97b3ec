package io.packhouse.installerbuilder.archive;

/**
 * The CRC-32 of gzip and zip, whose state can be saved and continued: the value so far <em>is</em> the state, which Java's own
 * class does not take back. A table look-up per byte. For one thread at a time.
 */
final class RunningCrc32 {

    private static final int[] TABLE = table();

    private int register;

    private RunningCrc32(int register) {
        this.register = register;
    }

    /** Goes on where the checksum was {@code value}; that of nothing is 0. */
    static RunningCrc32 continuing(int value) {
        return new RunningCrc32(~value);
    }

    RunningCrc32 update(byte[] bytes, int offset, int length) {
        int crc = register;
        for (int i = offset; i < offset + length; i++) {
            crc = crc >>> 8 ^ TABLE[(crc ^ bytes[i]) & 0xff];
        }
        register = crc;
        return this;
    }

    /** The checksum of all bytes so far. */
    int value() {
        return ~register;
    }

    /** RFC 1952, section 8: the polynomial 0xedb88320, lowest bit first. */
    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : 0xedb88320 ^ crc >>> 1;
            }
            table[i] = crc;
        }
        return table;
    }
}
