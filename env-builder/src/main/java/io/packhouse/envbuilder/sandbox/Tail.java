package io.packhouse.envbuilder.sandbox;

import java.io.IOException;
import java.io.InputStream;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The last bytes of what a program prints; it is read to its end, whatever its length. */
final class Tail {

    private final byte[] ring;
    private long count;

    Tail(int size) {
        this.ring = new byte[size];
    }

    /** Reads on until the end, or until the pipe breaks. */
    void drain(InputStream in) {
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                add(buffer, n);
            }
        } catch (IOException closed) {
            // The process was killed; what it had printed is here.
        }
    }

    private synchronized void add(byte[] bytes, int length) {
        int from = Math.max(0, length - ring.length);
        for (int i = from; i < length; i++) {
            ring[(int) ((count + i) % ring.length)] = bytes[i];
        }
        count += length;
    }

    /** Without control characters but line ends and tabs; says how much is missing before it. */
    synchronized String text() {
        int kept = (int) Math.min(count, ring.length);
        byte[] bytes = new byte[kept];
        for (int i = 0; i < kept; i++) {
            bytes[i] = ring[(int) ((count - kept + i) % ring.length)];
        }
        String text = new String(bytes, UTF_8).replaceAll("[\\p{Cntrl}&&[^\n\t]]", "").strip();
        return count > kept ? "(" + (count - kept) + " bytes before)\n" + text : text;
    }
}
