package io.packhouse.contracts.signing;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that signing has, without their secrets, as the entry {@link #ENTRY} of
 * {@link io.packhouse.contracts.Topic#REGISTRY}. All signers of a house have the same ones; the last to speak is right.
 *
 * @param keys
 *            those that can sign now
 */
public record SigningKeys(List<Key> keys) {

    /** The key of the entry. */
    public static final String ENTRY = "signing-keys";

    public SigningKeys {
        keys = keys == null ? List.of() : List.copyOf(keys);
    }

    /**
     * A key.
     *
     * @param name
     *            by which configuration names it
     * @param algorithm
     *            {@code RSA} or {@code EC}
     * @param uses
     *            see {@link SignatureKind#use}
     * @param certificate
     *            the SHA-256 of its certificate in DER
     * @param chain
     *            its certificate and those that the key file holds beside it, in DER, the signer's first
     */
    public record Key(String name, String algorithm, Set<String> uses, String certificate, Instant notBefore,
            Instant notAfter, List<byte[]> chain) {

        public Key {
            Objects.requireNonNull(name, "the key's name is missing");
            Objects.requireNonNull(certificate, "the key's certificate is missing");
            uses = uses == null ? Set.of() : Set.copyOf(uses);
            chain = chain == null ? List.of() : List.copyOf(chain);
        }

        /** Whether this key makes signatures of that kind. */
        public boolean serves(SignatureKind kind) {
            return uses.contains(kind.use());
        }
    }

    /** The key of that name. */
    public Optional<Key> find(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }
}
