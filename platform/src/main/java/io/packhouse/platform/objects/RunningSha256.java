package io.packhouse.platform.objects;

import java.util.HexFormat;

import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * A SHA-256 whose state can be saved and continued, also by another process: the digest of a prefix and a tail is
 * continued from the saved state of the prefix. For one thread at a time.
 */
public final class RunningSha256 {

    private final SHA256Digest digest;

    private RunningSha256(SHA256Digest digest) {
        this.digest = digest;
    }

    /** The digest of nothing, so far. */
    public static RunningSha256 begin() {
        return new RunningSha256(new SHA256Digest());
    }

    /** Goes on where {@link #state()} was taken; the array is not kept. */
    public static RunningSha256 continuing(byte[] state) {
        return new RunningSha256(new SHA256Digest(state));
    }

    /** Takes in more bytes. */
    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    /** The state, in Bouncy Castle's encoding: independent of the machine and of the process. */
    public byte[] state() {
        return digest.getEncodedState();
    }

    /** Ends the digest: 64 lower-case hexadecimal digits. */
    public String hex() {
        byte[] value = new byte[digest.getDigestSize()];
        digest.doFinal(value, 0);
        return HexFormat.of().formatHex(value);
    }
}
