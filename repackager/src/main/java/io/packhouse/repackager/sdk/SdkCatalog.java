package io.packhouse.repackager.sdk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.addons.SdkCatalogue;

/** The Add-on SDKs below the configured root, found at the start and when they change. Any thread may ask. */
public final class SdkCatalog implements AutoCloseable {

    /**
     * Nothing is read before {@link #start}.
     *
     * @param root
     *            holds directories {@code addon-sdk-<version>}; empty when no SDK is configured
     * @param defaultVersion
     *            {@code addons.sdk-default}; empty for the highest version that is not withdrawn
     */
    public SdkCatalog(Optional<Path> root, Optional<String> defaultVersion) {
    }

    /** Reads every SDK. Blocks for as long as that takes. Without any usable SDK it says so in the log. */
    public void start() {
    }

    /** Looks for changes from now on, {@code interval} after each look. */
    public void watch(Duration interval) {
    }

    /** Is called once now and after each change, on the watching thread. */
    public void onChange(Consumer<SdkCatalogue> listener) {
    }

    /**
     * The SDK to build with.
     *
     * @param version
     *            as the caller wrote it; null for the default
     * @throws io.packhouse.contracts.FailureException
     *             {@code NOT_FOUND} when it is not registered, with what is
     */
    public Sdk sdk(@Nullable String version) {
        throw new Failure(Failure.Code.NOT_FOUND, "there is no SDK " + version).exception();
    }

    /** How it stands with each directory. */
    public List<SdkState> states() {
        return List.of();
    }

    /** For the registry. */
    public SdkCatalogue toContract() {
        return new SdkCatalogue(List.of(), null);
    }

    @Override
    public void close() {
    }
}
