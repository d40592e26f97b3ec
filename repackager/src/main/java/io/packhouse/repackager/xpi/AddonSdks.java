package io.packhouse.repackager.xpi;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.repackager.sdk.Sdk;

/** The Add-on SDKs that there are. */
@FunctionalInterface
public interface AddonSdks {

    /**
     * The SDK to build with.
     *
     * @param version
     *            as the caller wrote it; null for the default
     * @throws FailureException
     *             {@code NOT_FOUND} when there is none
     */
    Sdk sdk(@Nullable String version);

    /** An SDK that is of use but not needed. */
    default Optional<Sdk> find(String version) {
        try {
            return version.isEmpty() ? Optional.empty() : Optional.of(sdk(version));
        } catch (FailureException e) {
            if (e.failure().code() == Failure.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
