package io.packhouse.envbuilder.patches;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * {@code gdiff}: the Generic Diff Format of the W3C's note of 1997, version 4, in which Forge and NeoForge write their binary
 * patches. A patch is commands: bytes of its own, or a piece of the base. Whatever numbers it holds, it is read once and by pieces.
 */
public final class Gdiff implements PatchFormat {

    private static final int MAGIC = 0xd1ffd1ff;
    private static final int VERSION = 4;
    private static final int END = 0;
    private static final int STEP = 64 * 1024;

    @Override
    public String name() {
        return "gdiff";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void apply(PatchBase base, InputStream patch, OutputStream result) throws IOException, MisfitException {
        var in = new DataInputStream(patch);
        try {
            if (in.readInt() != MAGIC || in.readUnsignedByte() != VERSION) {
                throw new MisfitException("it does not begin as a GDIFF of version 4 does: d1 ff d1 ff 04");
            }
            for (int command = in.readUnsignedByte(); command != END; command = in.readUnsignedByte()) {
                run(command, in, base, result);
            }
        } catch (EOFException e) {
            throw new MisfitException("it ends before its last command, which is a zero");
        }
        if (in.read() >= 0) {
            throw new MisfitException("there are bytes behind its end");
        }
    }

    private static void run(int command, DataInputStream in, PatchBase base, OutputStream result)
            throws IOException, MisfitException {
        switch (command) {
            case 247 -> data(in.readUnsignedShort(), in, result);
            case 248 -> data(in.readInt(), in, result);
            case 249 -> base.copy(in.readUnsignedShort(), in.readUnsignedByte(), result);
            case 250 -> base.copy(in.readUnsignedShort(), in.readUnsignedShort(), result);
            case 251 -> base.copy(in.readUnsignedShort(), in.readInt(), result);
            case 252 -> base.copy(in.readInt(), in.readUnsignedByte(), result);
            case 253 -> base.copy(in.readInt(), in.readUnsignedShort(), result);
            case 254 -> base.copy(in.readInt(), in.readInt(), result);
            case 255 -> base.copy(in.readLong(), in.readInt(), result);
            default -> data(command, in, result);
        }
    }

    /** Bytes of the patch itself; a length is believed only as far as there are bytes. */
    private static void data(int length, DataInputStream in, OutputStream result) throws IOException, MisfitException {
        if (length < 0) {
            throw new MisfitException("it has " + length + " bytes of its own, which is less than none");
        }
        byte[] buffer = new byte[Math.min(STEP, length)];
        for (int left = length; left > 0;) {
            int count = in.read(buffer, 0, Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException();
            }
            result.write(buffer, 0, count);
            left -= count;
        }
    }
}
