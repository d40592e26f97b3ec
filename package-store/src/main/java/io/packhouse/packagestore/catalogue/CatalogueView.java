package io.packhouse.packagestore.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

import io.vertx.core.Vertx;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.packages.Catalogue;
import io.packhouse.contracts.packages.CatalogueAnswer;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.Revision;
import io.packhouse.platform.health.Status;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.LogView;
import io.packhouse.platform.service.Service;

/**
 * The catalogue as this process knows it. It folds on an event loop of its own; questions come from threads that may block, and
 * are answered there one after the other.
 */
public final class CatalogueView implements Service {

    private static final Logger log = LoggerFactory.getLogger(CatalogueView.class);
    private static final long LONGEST_LOOK_SECONDS = 30;

    private final LogView view;
    private final Catalogue catalogue = new Catalogue();
    private final Map<JobId, CompletableFuture<CatalogueAnswer>> awaited = new HashMap<>();
    private Consumer<Change> listener = _ -> {
    };
    private final AtomicInteger size = new AtomicInteger();

    public CatalogueView(Vertx vertx, Admin admin, KafkaSettings kafka) {
        view = new LogView(vertx, admin, kafka, Set.of(Topic.PACKAGES), this::fold);
    }

    @Override
    public String name() {
        return "catalogue";
    }

    @Override
    public void start() {
        view.start();
    }

    /** Whether all is folded that lay there at the start. */
    public boolean caughtUp() {
        return view.caughtUp();
    }

    /** The answer of a check: ready when caught up. */
    public Status status() {
        return caughtUp() ? Status.up(size() + " packages") : Status.down("the log of packages is still being read");
    }

    /** How many packages there are, removed ones not counted; from any thread. */
    public int size() {
        return size.get();
    }

    private void fold(LogRecord raw) {
        CatalogueRecord record = Json.read(raw.value(), CatalogueRecord.class);
        if (catalogue.answer(record.job()).isPresent()) {
            return;
        }
        List<PackageKey> keys = touched(record);
        Optional<CatalogueAnswer> answer = catalogue.fold(record);
        if (answer.isEmpty()) {
            log.atWarn().addKeyValue("position", raw.position()).log("A record of a newer version is passed over");
            return;
        }
        size.addAndGet(switch (answer.get()) {
            case CatalogueAnswer.Added _ -> 1;
            case CatalogueAnswer.Removed removed -> -removed.packages();
            default -> 0;
        });
        CompletableFuture<CatalogueAnswer> waiting = awaited.remove(record.job());
        if (waiting != null) {
            waiting.complete(answer.get());
        }
        listener.accept(new Change(record, answer.get(), keys));
    }

    private List<PackageKey> touched(CatalogueRecord record) {
        return switch (record) {
            case CatalogueRecord.Uploaded uploaded -> List.of(uploaded.facts().key());
            case CatalogueRecord.Restored restored -> List.of(restored.key());
            case CatalogueRecord.Removed removed -> catalogue.current(removed.id()).stream()
                    .map(revision -> revision.facts().key())
                    .filter(key -> removed.architecture() == null || key.architecture().equals(removed.architecture()))
                    .toList();
            case CatalogueRecord.Unknown _ -> List.of();
        };
    }

    /**
     * Asks the catalogue.
     *
     * @throws FailureException
     *             {@code UNAVAILABLE} when it does not answer
     */
    public <T> T ask(Function<Catalogue, T> question) throws InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        view.context().runOnContext(_ -> {
            try {
                answer.complete(question.apply(catalogue));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return get(answer);
    }

    /** Asks the catalogue as it is now, see {@link LogView#asOfNow}. */
    public <T> T askNow(Function<Catalogue, T> question) throws InterruptedException {
        get(view.asOfNow().toCompletionStage().toCompletableFuture());
        return ask(question);
    }

    /**
     * What the record of that job did, which was appended and is waited for.
     *
     * @throws FailureException
     *             {@code UNAVAILABLE} when it is not folded in time
     */
    public CatalogueAnswer await(JobId job) throws InterruptedException {
        CompletableFuture<CatalogueAnswer> answer = new CompletableFuture<>();
        view.context().runOnContext(_ -> catalogue.answer(job).ifPresentOrElse(answer::complete,
                () -> awaited.put(job, answer)));
        try {
            return get(answer);
        } finally {
            view.context().runOnContext(_ -> awaited.remove(job, answer));
        }
    }

    /**
     * Tells {@code listener} of all changes from now on, on the event loop, so that it must not block; there is one.
     *
     * @return all packages that were current before the first change that it is told of, by name of their files
     */
    public Map<String, Revision> listen(Consumer<Change> listener) throws InterruptedException {
        return ask(known -> {
            this.listener = listener;
            Map<String, Revision> all = new HashMap<>();
            for (Revision revision : known.page(null, Integer.MAX_VALUE)) {
                all.put(revision.facts().key().fileName(), revision);
            }
            return all;
        });
    }

    private static <T> T get(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailureException known ? known : unavailable(e);
        } catch (TimeoutException e) {
            throw unavailable(e);
        }
    }

    private static FailureException unavailable(Exception cause) {
        return new Failure(Failure.Code.UNAVAILABLE, "the package catalogue does not answer now").exception(cause);
    }

    @Override
    public void close() {
        view.close();
    }
}
