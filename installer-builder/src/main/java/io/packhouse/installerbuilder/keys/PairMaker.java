package io.packhouse.installerbuilder.keys;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;

/**
 * Makes RSA pairs: exponent 65537, a modulus of exactly the asked number of bits, both primes of half that size (reference,
 * section 6.2). Safe for any number of threads; a pair of 1024 bits takes some 10 to 50 ms of processor time.
 *
 * @param bits
 *            the size of the modulus: an even number, {@value #LEAST_BITS} to {@value #MOST_BITS}
 */
public record PairMaker(int bits) {

    /** The compatible default; weak today. */
    public static final int LEAST_BITS = 1024;
    /** Beyond this a single pair takes the time limit of a job. */
    public static final int MOST_BITS = 8192;

    public PairMaker {
        if (bits < LEAST_BITS || bits > MOST_BITS || bits % 2 != 0) {
            throw new IllegalArgumentException("installers.key-bits is an even number, " + LEAST_BITS + " to " + MOST_BITS
                    + ", not " + bits);
        }
    }

    /** Makes one pair, with the platform's secure random generator. */
    public MadePair make() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
            var key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
            return new MadePair(key.getPublicExponent(), key.getPrimeP(), key.getPrimeQ());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA generator for " + bits + " bits", e);
        }
    }
}
