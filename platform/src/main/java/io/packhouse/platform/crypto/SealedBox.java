package io.packhouse.platform.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;

/**
 * Encrypts bytes so that only the holder of one private key can read them: HPKE in base mode (RFC 9180) with
 * DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20Poly1305, a fresh ephemeral key for each message and no additional
 * data. Any HPKE library opens what {@link #seal} makes.
 *
 * <p>
 * A sealed message is {@code enc (32 bytes) || ciphertext || tag (16 bytes)}. {@code info} says what the message is for and
 * must be the same at both ends: a message that is taken from one job and shown as another's does not open. The sender is
 * not authenticated: everybody who knows the public key can seal to it.
 *
 * <p>
 * Safe for use by several threads; takes a fraction of a millisecond.
 */
public final class SealedBox {

    /** The length of an X25519 public key in bytes. */
    public static final int PUBLIC_KEY_LENGTH = 32;

    /** How many bytes a sealed message is longer than its plain text. */
    public static final int OVERHEAD = 32 + 16;

    private static final byte[] NO_ADDITIONAL_DATA = {};
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedBox() {
    }

    /** A new key pair from secure random bytes. */
    public static KeyPair newKeyPair() {
        var privateKey = new byte[X25519PrivateKeyParameters.KEY_SIZE];
        RANDOM.nextBytes(privateKey);
        return new KeyPair(privateKey);
    }

    /**
     * Encrypts {@code plaintext} to the holder of {@code recipientPublicKey}.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when that is no usable X25519 public key: not 32 bytes, or a point of low order,
     *             with which everybody could read the message
     */
    public static byte[] seal(byte[] recipientPublicKey, byte[] info, byte[] plaintext) {
        if (recipientPublicKey.length != PUBLIC_KEY_LENGTH) {
            throw new Failure(Failure.Code.INVALID_REQUEST, "The key to encrypt to has " + recipientPublicKey.length
                    + " bytes; an X25519 public key has " + PUBLIC_KEY_LENGTH + ".").exception();
        }
        try {
            var parts = suite().seal(new X25519PublicKeyParameters(recipientPublicKey), info, NO_ADDITIONAL_DATA,
                    plaintext, null, null, null);
            var ciphertext = parts[0];
            var enc = parts[1];
            var sealed = Arrays.copyOf(enc, enc.length + ciphertext.length);
            System.arraycopy(ciphertext, 0, sealed, enc.length, ciphertext.length);
            return sealed;
        } catch (IllegalStateException lowOrder) {
            throw new Failure(Failure.Code.INVALID_REQUEST, "The key to encrypt to is a point of low order; "
                    + "an X25519 public key that was made from a private key would be right.").exception(lowOrder);
        } catch (InvalidCipherTextException impossible) {
            throw new AssertionError("encryption cannot meet an invalid cipher text", impossible);
        }
    }

    /**
     * Decrypts a message that was sealed to {@code recipient}'s public key with the same {@code info}.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code KEYS_LOST} when it was sealed to another key or with another {@code info}, was changed or cut, or
     *             when {@code recipient} is closed. The message tells not which
     */
    public static byte[] open(KeyPair recipient, byte[] info, byte[] sealed) {
        return open(recipient, info, NO_ADDITIONAL_DATA, sealed);
    }

    /** With additional data, as the published test vectors have it. */
    static byte[] open(KeyPair recipient, byte[] info, byte[] additionalData, byte[] sealed) {
        if (sealed.length < OVERHEAD) {
            throw lost(null);
        }
        try {
            var enc = Arrays.copyOf(sealed, PUBLIC_KEY_LENGTH);
            var ciphertext = Arrays.copyOfRange(sealed, PUBLIC_KEY_LENGTH, sealed.length);
            return suite().open(enc, recipient.parameters(), info, additionalData, ciphertext, null, null, null);
        } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException e) {
            throw lost(e);
        }
    }

    private static RuntimeException lost(@Nullable Exception cause) {
        var failure = new Failure(Failure.Code.KEYS_LOST,
                "The sealed message cannot be opened with this key; a new request makes new keys.");
        return cause == null ? failure.exception() : failure.exception(cause);
    }

    /** A new one for each message, because Bouncy Castle's keeps the state of its hash between calls. */
    private static HPKE suite() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_CHACHA20_POLY1305);
    }

    /**
     * An X25519 key pair that lives in memory only: it has no serial form, and its text form is its public key. Closing it
     * overwrites the private key; copies that the cryptographic library made while opening a message go with the garbage.
     */
    public static final class KeyPair implements AutoCloseable {

        private final byte[] privateKey;
        private final byte[] publicKey;
        private boolean closed;

        KeyPair(byte[] privateKey) {
            this.privateKey = privateKey;
            this.publicKey = new X25519PrivateKeyParameters(privateKey).generatePublicKey().getEncoded();
        }

        /** The public key, {@value SealedBox#PUBLIC_KEY_LENGTH} bytes; readable after closing, too. */
        public byte[] publicKey() {
            return publicKey.clone();
        }

        /** Overwrites the private key: nothing that was sealed to this pair can be opened any more. */
        @Override
        public synchronized void close() {
            closed = true;
            Arrays.fill(privateKey, (byte) 0);
        }

        private synchronized AsymmetricCipherKeyPair parameters() {
            if (closed) {
                throw new IllegalStateException("the key pair is closed");
            }
            return new AsymmetricCipherKeyPair(new X25519PublicKeyParameters(publicKey),
                    new X25519PrivateKeyParameters(privateKey));
        }

        @Override
        public String toString() {
            return "KeyPair[publicKey=" + HexFormat.of().formatHex(publicKey) + "]";
        }
    }
}
