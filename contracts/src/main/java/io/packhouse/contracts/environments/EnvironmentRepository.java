package io.packhouse.contracts.environments;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;

/**
 * Which state of the repository holds, as the entry {@link #ENTRY} of {@link io.packhouse.contracts.Topic#REGISTRY}. All
 * environment builders of a house read the same repository; the last to speak is right, and who reads something else warns of it.
 *
 * @param index
 *            a {@link RepositoryIndex} as JSON; null before there is one
 */
public record EnvironmentRepository(@Nullable BlobRef index) {

    /** The key of the entry. */
    public static final String ENTRY = "environments";

    /** Nothing is known yet. */
    public static final EnvironmentRepository NONE = new EnvironmentRepository(null);
}
