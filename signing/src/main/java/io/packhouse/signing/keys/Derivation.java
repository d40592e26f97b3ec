package io.packhouse.signing.keys;

import java.math.BigInteger;

import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.pkcs.PKCSException;

/**
 * Bounds what it costs to try a password: a damaged file may ask for two thousand million rounds, which take an hour.
 */
final class Derivation {

    /** Some ten seconds. OpenSSL writes 2048, the careful a million. */
    private static final BigInteger MOST_ROUNDS = BigInteger.valueOf(10_000_000);

    private Derivation() {
    }

    /** Refuses an encryption that asks for too much. */
    static void check(AlgorithmIdentifier encryption) throws PKCSException {
        if (!encryption.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            check(PKCS12PBEParams.getInstance(encryption.getParameters()).getIterations());
            return;
        }
        KeyDerivationFunc derivation = PBES2Parameters.getInstance(encryption.getParameters()).getKeyDerivationFunc();
        if (!derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw new PKCSException(
                    "the key is derived from the password by " + derivation.getAlgorithm() + ", not by PBKDF2");
        }
        check(PBKDF2Params.getInstance(derivation.getParameters()).getIterationCount());
    }

    /** Refuses a number of rounds that is too large. */
    static void check(BigInteger rounds) throws PKCSException {
        if (rounds.compareTo(MOST_ROUNDS) > 0) {
            throw new PKCSException(
                    "the password is to be hashed " + rounds + " times; at most " + MOST_ROUNDS + " are tried");
        }
    }
}
