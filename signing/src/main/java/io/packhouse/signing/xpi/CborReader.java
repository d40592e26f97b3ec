package io.packhouse.signing.xpi;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.SignatureException;

/** Reads what {@link Cbor} writes; everything else is refused. */
final class CborReader {

    private final ByteBuffer in;

    CborReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    int integer() throws SignatureException {
        int type = in.hasRemaining() ? (in.get(in.position()) & 0xff) >>> 5 : 0;
        return type == 1 ? -1 - head(1) : head(0);
    }

    byte[] bytes() throws SignatureException {
        int length = head(2);
        if (length > in.remaining()) {
            throw new SignatureException("a string of bytes is cut off");
        }
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }

    /** The number of elements that follow. */
    int array() throws SignatureException {
        return head(4);
    }

    /** The number of keys with values that follow. */
    int map() throws SignatureException {
        return head(5);
    }

    int tag() throws SignatureException {
        return head(6);
    }

    void none() throws SignatureException {
        if (!in.hasRemaining() || (in.get() & 0xff) != 0xf6) {
            throw new SignatureException("nothing was expected, but there is something");
        }
    }

    void end() throws SignatureException {
        if (in.hasRemaining()) {
            throw new SignatureException("something follows where nothing should");
        }
    }

    private int head(int major) throws SignatureException {
        try {
            int first = in.get() & 0xff;
            if (first >>> 5 != major) {
                throw new SignatureException("a value is of type " + (first >>> 5) + " instead of " + major);
            }
            int argument = switch (first & 31) {
                case 24 -> in.get() & 0xff;
                case 25 -> in.getShort() & 0xffff;
                case 26 -> in.getInt();
                default -> first & 31;
            };
            if (argument < 0 || (first & 31) > 26) {
                throw new SignatureException("a value is too long");
            }
            return argument;
        } catch (BufferUnderflowException e) {
            throw new SignatureException("a value is cut off", e);
        }
    }
}
