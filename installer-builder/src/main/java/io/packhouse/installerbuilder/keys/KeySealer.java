package io.packhouse.installerbuilder.keys;

/** Encrypts bytes to one receiver, so that nobody else can read them, this process included. */
@FunctionalInterface
public interface KeySealer {

    /**
     * Seals {@code plaintext}.
     *
     * @param receiver
     *            the receiver's X25519 public key, 32 bytes
     * @param info
     *            what the sealed bytes belong to; opening needs the same
     * @throws RuntimeException
     *             when {@code receiver} is no public key
     */
    byte[] seal(byte[] receiver, byte[] info, byte[] plaintext);
}
