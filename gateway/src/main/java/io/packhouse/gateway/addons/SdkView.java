package io.packhouse.gateway.addons;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.vertx.core.Future;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.addons.SdkCatalogue;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.RegistryEntry;

/** The SDKs that repackagers have, by folding the entry {@link SdkCatalogue#ENTRY} of the registry. */
public final class SdkView {

    private static final long LONGEST_LOOK_SECONDS = 30;
    private static final SdkCatalogue NONE = new SdkCatalogue(List.of(), null);

    private final Supplier<Future<Void>> asOfNow;
    private final RegistryEntry<SdkCatalogue> entry = new RegistryEntry<>(SdkCatalogue.ENTRY, SdkCatalogue.class, NONE);

    /**
     * @param asOfNow
     *            completes when everything is folded that lies on the registry now
     */
    public SdkView(Supplier<Future<Void>> asOfNow) {
        this.asOfNow = asOfNow;
    }

    /** Takes a record of the registry. */
    public void fold(LogRecord record) {
        entry.fold(record);
    }

    /** What was read by now; from any thread. */
    SdkCatalogue catalogue() {
        return entry.value();
    }

    /**
     * Whether an SDK is registered under {@code version}. A "no" holds as of now, so that it may block.
     *
     * @throws FailureException
     *             {@code UNAVAILABLE} when nobody can say
     */
    boolean isRegistered(String version) {
        if (catalogue().has(version)) {
            return true;
        }
        try {
            asOfNow.get().toCompletionStage().toCompletableFuture().get(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
            return catalogue().has(version);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailureException known ? known : unavailable(e);
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static FailureException unavailable(Exception cause) {
        return new Failure(Failure.Code.UNAVAILABLE, "it cannot be said now which SDKs there are; try again shortly")
                .exception(cause);
    }
}
