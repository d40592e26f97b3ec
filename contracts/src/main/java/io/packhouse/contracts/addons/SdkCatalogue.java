package io.packhouse.contracts.addons;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The Add-on SDKs that repackagers have, as the entry {@link #ENTRY} of {@link io.packhouse.contracts.Topic#REGISTRY}. Every
 * repackager of a house has the same ones; the last to speak is right.
 *
 * @param sdks
 *            in order of registration
 * @param defaultVersion
 *            the one that is used where a caller names none; null when there is none
 */
public record SdkCatalogue(List<Sdk> sdks,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String defaultVersion) {

    /** The key of the entry. */
    public static final String ENTRY = "addon-sdks";

    public SdkCatalogue {
        sdks = List.copyOf(sdks);
    }

    /**
     * An SDK.
     *
     * @param version
     *            such as {@code 1.14}
     * @param generation
     *            in words: which layout it builds
     */
    public record Sdk(String version, String generation) {
    }

    /** Whether {@code version} is registered. */
    public boolean has(String version) {
        return sdks.stream().anyMatch(sdk -> sdk.version().equals(version));
    }
}
