package io.packhouse.contracts.installers;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The command to build custom installers for every platform. The gateway has validated it (reference, section 5); the worker
 * checks once more that a node would accept the file that it writes (section 7.3).
 *
 * @param vessels
 *            what callers share out, in the order in which the node will number them; the reserved vessel is not among them
 * @param publicKeys
 *            the given public keys by user name, in text form {@code E N}
 * @param keysToMake
 *            the names of users who brought no key, in order of first mention; a pair is made for each
 * @param sealTo
 *            the X25519 public key (32 bytes) to encrypt made private keys to; null when no key is to be made
 * @param delivery
 *            how sealed private keys reach the caller; null when no key is to be made
 */
public record BuildInstallers(List<Vessel> vessels, Map<String, String> publicKeys, List<String> keysToMake,
        @JsonInclude(JsonInclude.Include.NON_NULL) byte @Nullable [] sealTo,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable KeyDelivery delivery) {

    public BuildInstallers {
        Objects.requireNonNull(vessels, "vessels are missing");
        vessels = List.copyOf(vessels);
        publicKeys = publicKeys == null ? Map.of() : OrderedCopy.of("public_keys", publicKeys);
        keysToMake = keysToMake == null ? List.of() : List.copyOf(keysToMake);
        if (!keysToMake.isEmpty() && (sealTo == null || delivery == null)) {
            throw new IllegalArgumentException("keys are to be made, but there is nobody to seal them to");
        }
    }

    /** How sealed private keys reach the caller. */
    public enum KeyDelivery {
        /** In the event that answers the waiting call, sealed to a key that the gateway made for that call. */
        @com.fasterxml.jackson.annotation.JsonProperty("event")
        EVENT,
        /** In the job's result, sealed to a key of the caller's own that nobody here can open. */
        @com.fasterxml.jackson.annotation.JsonProperty("result")
        RESULT
    }

    /**
     * A slice of the donated resources.
     *
     * @param percentage
     *            a multiple of ten, 10 to 100
     * @param owner
     *            the name of its owner
     * @param users
     *            the names of its users, distinct, in order of first mention
     */
    public record Vessel(int percentage, String owner, List<String> users) {
        public Vessel {
            Objects.requireNonNull(owner, "a vessel's owner is missing");
            users = users == null ? List.of() : List.copyOf(users);
        }
    }
}
