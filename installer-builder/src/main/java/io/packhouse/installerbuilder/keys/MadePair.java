package io.packhouse.installerbuilder.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An RSA pair in the text forms of the reference, section 6.1: numbers in decimal digits, one blank between them, nothing
 * else. The private part lies in an array of its own so that it can be wiped.
 */
public final class MadePair {

    private final String publicText;
    private final byte[] privateText;

    /**
     * Writes a pair down.
     *
     * @param exponent
     *            E, public
     * @param prime
     *            one prime factor
     * @param otherPrime
     *            the other; the smaller of the two is printed first
     */
    MadePair(BigInteger exponent, BigInteger prime, BigInteger otherPrime) {
        BigInteger p = prime.min(otherPrime);
        BigInteger q = prime.max(otherPrime);
        // Modulo (P-1)(Q-1), not modulo the least common multiple, as section 6.2 has it.
        BigInteger order = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
        BigInteger d = exponent.modInverse(order);
        this.publicText = exponent + " " + p.multiply(q);
        this.privateText = (d + " " + p + ' ' + q).getBytes(StandardCharsets.US_ASCII);
    }

    /** The public key, {@code E N}. */
    public String publicText() {
        return publicText;
    }

    /** The private key, {@code D P Q}. The text lives as long as its reader holds it; zeroes after {@link #wipe()}. */
    public String privateText() {
        return new String(privateText, StandardCharsets.US_ASCII);
    }

    /** Overwrites the private part. */
    public void wipe() {
        Arrays.fill(privateText, (byte) 0);
    }

    /** The public part only: a private one must not reach a log by accident. */
    @Override
    public String toString() {
        return "MadePair[" + publicText + "]";
    }
}
