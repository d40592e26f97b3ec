package io.packhouse.contracts.environments;

import java.time.Instant;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;

/**
 * An environment that was built.
 *
 * @param key
 *            of the environment
 * @param response
 *            the answer as JSON, without {@code addonscript}, which repeats what each client sent. Links to files that the house
 *            itself serves are written {@code blob:sha1/<hex>}; who answers puts its own address there
 * @param files
 *            how many files the answer has
 * @param freshUntil
 *            when what was fetched without a hash has to be looked at again; null when nothing was
 */
public record EnvironmentBuilt(String key, BlobRef response, int files,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant freshUntil) {

    /** What a link to a file of the house begins with. */
    public static final String OWN_FILE = "blob:sha1/";

    public EnvironmentBuilt {
        Objects.requireNonNull(key, "the environment's key is missing");
        Objects.requireNonNull(response, "the answer is missing");
    }
}
