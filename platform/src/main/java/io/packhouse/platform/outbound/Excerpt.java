package io.packhouse.platform.outbound;

import java.io.ByteArrayOutputStream;

/** The beginning of an answer's body. The answer counts once its head is there, so nothing here makes it fail. */
final class Excerpt {

    private Excerpt() {
    }

    /** At most {@code most} bytes of those that come before the deadline. */
    static byte[] read(Exchange exchange, int most, Deadline deadline) throws InterruptedException {
        var bytes = new ByteArrayOutputStream();
        while (exchange.next(deadline.remaining()) instanceof Exchange.Piece.Bytes(var buffer)) {
            int taken = Math.min(buffer.length(), most - bytes.size());
            bytes.write(buffer.getBytes(0, taken), 0, taken);
            if (taken < buffer.length()) {
                break;
            }
        }
        return bytes.toByteArray();
    }
}
