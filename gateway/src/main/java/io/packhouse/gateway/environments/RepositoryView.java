package io.packhouse.gateway.environments;

import java.time.Duration;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.EnvironmentRepository;
import io.packhouse.contracts.environments.RepositoryIndex;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.RegistryEntry;
import io.packhouse.platform.objects.ObjectStore;

/**
 * The repository as env-builder last told of it, by folding the entry {@link EnvironmentRepository#ENTRY} of the registry. The
 * index itself is a blob, which is read apart from the event loop; it takes the place of the former one at once, and one that
 * cannot be read leaves the former where it is and is tried again, ever more seldom.
 */
public final class RepositoryView {

    /** The greatest index, in bytes. */
    static final int INDEX_LIMIT = 256 << 20;

    private static final Logger log = LoggerFactory.getLogger(RepositoryView.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Supplier<Future<Void>> asOfNow;
    private final BlockingCalls calls;
    private final StoredBlobs blobs;
    private final RegistryEntry<EnvironmentRepository> entry = new RegistryEntry<>(EnvironmentRepository.ENTRY,
            EnvironmentRepository.class, EnvironmentRepository.NONE);
    private volatile Snapshot snapshot = Snapshot.NONE;
    private @Nullable BlobRef held;
    private @Nullable Promise<Snapshot> loading;

    /**
     * @param asOfNow
     *            completes when everything is folded that lies on the registry now
     */
    public RepositoryView(Vertx vertx, Supplier<Future<Void>> asOfNow, BlockingCalls calls, ObjectStore objects) {
        this.vertx = vertx;
        this.asOfNow = asOfNow;
        this.calls = calls;
        this.blobs = new StoredBlobs(objects);
    }

    /** Takes a record of the registry. */
    public synchronized void fold(LogRecord record) {
        entry.fold(record);
        if (loading == null && !isHeld()) {
            load(FIRST_RETRY);
        }
    }

    private boolean isHeld() {
        BlobRef told = entry.value().index();
        return told == null ? held == null : told.equals(held);
    }

    /** What was read by now; from any thread. */
    Snapshot current() {
        return snapshot;
    }

    /**
     * What holds as of now, on the context of the caller. Fails with {@code UNAVAILABLE} when Kafka cannot be asked, or when there
     * is an index and none could be read yet.
     */
    Future<Snapshot> now() {
        return calls.here(asOfNow.get().compose(_ -> loaded()));
    }

    private synchronized Future<Snapshot> loaded() {
        if (loading != null) {
            return loading.future().transform(_ -> loaded());
        }
        return isHeld() || snapshot != Snapshot.NONE
                ? Future.succeededFuture(snapshot)
                : Future.failedFuture(
                        new Failure(Code.UNAVAILABLE, "the repository cannot be read now; try again shortly").exception());
    }

    private synchronized void load(Duration retry) {
        if (isHeld()) {
            return;
        }
        Promise<Snapshot> mine = Promise.promise();
        loading = mine;
        BlobRef told = entry.value().index();
        calls.call(() -> read(told)).onComplete(done -> {
            synchronized (this) {
                loading = null;
                if (done.succeeded()) {
                    held = told;
                    snapshot = done.result();
                    load(FIRST_RETRY);
                } else {
                    vertx.setTimer(retry.toMillis(), _ -> retry(longer(retry)));
                }
            }
            if (done.succeeded()) {
                log.atInfo().addKeyValue("index", done.result().digest())
                        .log("The repository of environments has a new state");
            } else {
                log.atWarn().addKeyValue("cause", done.cause().toString()).addKeyValue("retry", retry)
                        .log("The repository of environments could not be read; the former state stays");
            }
            mine.handle(done);
        });
    }

    private synchronized void retry(Duration next) {
        if (loading == null) {
            load(next);
        }
    }

    private static Duration longer(Duration retry) {
        Duration twice = retry.multipliedBy(2);
        return twice.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : twice;
    }

    private Snapshot read(@Nullable BlobRef index) {
        return index == null
                ? Snapshot.NONE
                : new Snapshot(index.sha256(), Json.read(blobs.read(index, INDEX_LIMIT), RepositoryIndex.class));
    }
}
