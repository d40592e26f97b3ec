package io.packhouse.contracts.installers;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@link BuildInstallers}. Private keys are not in it in clear, ever.
 *
 * @param publicKeys
 *            every user's public key, given or made, by name
 * @param madeFor
 *            the names of users whose pair was made by this job
 * @param platforms
 *            the artifact's name by platform, such as {@code linux} to {@code seattle_linux.tgz}
 * @param bases
 *            the SHA-256 of the base installer by platform
 * @param sealedKeys
 *            a {@link PrivateKeys} document encrypted to the caller's own key; null unless the caller brought one
 */
public record InstallersBuilt(Map<String, String> publicKeys, List<String> madeFor, Map<String, String> platforms,
        Map<String, String> bases, @JsonInclude(JsonInclude.Include.NON_NULL) byte @Nullable [] sealedKeys) {

    public InstallersBuilt {
        publicKeys = OrderedCopy.of("public_keys", publicKeys);
        madeFor = madeFor == null ? List.of() : List.copyOf(madeFor);
        platforms = OrderedCopy.of("platforms", platforms);
        bases = OrderedCopy.of("bases", bases);
    }
}
