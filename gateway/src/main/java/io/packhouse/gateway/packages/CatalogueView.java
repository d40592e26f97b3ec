package io.packhouse.gateway.packages;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.packages.Catalogue;
import io.packhouse.contracts.packages.CatalogueAnswer;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.CatalogueRecord.Uploaded;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.Revision;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.kafka.LogRecord;

/**
 * The package catalogue as this gateway knows it, by folding its log. Methods may be called from any context and answer there.
 *
 * <p>
 * What is in the catalogue is told at once, from what was folded by then. That something is <em>not</em> there is told only as
 * of now: another gateway may have taken it in a moment ago, so the log is read to its end first, and where that cannot be done
 * the answer is {@code UNAVAILABLE}.
 */
public final class CatalogueView {

    private static final long RETRY_MILLIS = 200;

    private final Vertx vertx;
    private final Catalogue catalogue = new Catalogue();
    private final SharedTexts texts = new SharedTexts();
    private final Stock stock = new Stock();
    private final Listings listings;
    private final AwaitedAnswers awaited;
    private @Nullable Context context;
    private Supplier<Future<Void>> barrier = CatalogueView::notYet;
    private volatile boolean ready;

    /**
     * @param calls
     *            walks through long lists
     * @param waitingLimit
     *            how many calls may wait for records at once
     */
    public CatalogueView(Vertx vertx, BlockingCalls calls, int waitingLimit) {
        this.vertx = vertx;
        this.listings = new Listings(stock, calls);
        this.awaited = new AwaitedAnswers(vertx, waitingLimit);
    }

    /**
     * Called once, before anything else.
     *
     * @param viewContext
     *            where {@link #fold} is called
     * @param asOfNow
     *            completes there, when everything is folded that lies on the log now
     */
    public void start(Context viewContext, Supplier<Future<Void>> asOfNow) {
        context = viewContext;
        barrier = asOfNow;
        viewContext.runOnContext(_ -> catchUp());
    }

    /** While the log is read for the first time nobody is answered, so that lists are made once, at its end. */
    private void catchUp() {
        barrier.get().onComplete(done -> {
            if (done.succeeded()) {
                stock.fill(catalogue.page(null, Integer.MAX_VALUE));
                ready = true;
            } else {
                vertx.setTimer(RETRY_MILLIS, _ -> runOnView(this::catchUp));
            }
        });
    }

    /** Whether everything is folded that lay on the log at the start. From any thread. */
    public boolean caughtUp() {
        return ready;
    }

    private static Future<Void> notYet() {
        return Future.failedFuture(unavailable().exception());
    }

    private static Failure unavailable() {
        return new Failure(Failure.Code.UNAVAILABLE, "the catalogue of packages is not read yet; try again shortly");
    }

    /** Takes a record of the log; on the view's context. */
    public void fold(LogRecord record) {
        CatalogueRecord told = Json.read(record.value(), CatalogueRecord.class);
        catalogue.fold(told instanceof Uploaded uploaded ? texts.shared(uploaded) : told).ifPresent(answer -> {
            if (ready) {
                changed(told, answer).ifPresent(id -> stock.put(id, catalogue.current(id)));
            }
            awaited.answered(told.job(), answer);
        });
    }

    /** The id of which other packages are current now than before, or may be. */
    private static Optional<String> changed(CatalogueRecord record, CatalogueAnswer answer) {
        return switch (answer) {
            case CatalogueAnswer.Added added -> Optional.of(added.key().id());
            case CatalogueAnswer.Updated updated -> Optional.of(updated.key().id());
            case CatalogueAnswer.Removed removed -> removed.packages() > 0 && record instanceof CatalogueRecord.Removed told
                    ? Optional.of(told.id())
                    : Optional.empty();
            case CatalogueAnswer.Unchanged _,CatalogueAnswer.NoSuchRevision _ -> Optional.empty();
        };
    }

    /** The current packages; {@code UNAVAILABLE} while they are not read yet. From any thread. */
    Stock stock() {
        if (!ready) {
            throw unavailable().exception();
        }
        return stock;
    }

    /** The packages that are asked for, of those that are known now. */
    Future<Listing> list(ListQuestion question) {
        try {
            stock();
            return listings.answer(question);
        } catch (FailureException e) {
            return Future.failedFuture(e);
        }
    }

    /** What a device of that architecture gets of an id, see {@link Shelf#select}. */
    Future<Optional<Revision>> select(PackageKey key) {
        return find(() -> Optional.ofNullable(stock().all().find(key.id()))
                .flatMap(shelf -> Optional.ofNullable(shelf.select(key.architecture()))).map(Offer::revision));
    }

    /** The current revision of exactly that package. */
    Future<Optional<Revision>> current(PackageKey key) {
        return find(() -> Optional.ofNullable(stock().all().find(key.id()))
                .flatMap(shelf -> Optional.ofNullable(shelf.find(key.architecture()))).map(Offer::revision));
    }

    /** The current packages of an id; empty when there are none. */
    Future<Optional<Shelf>> shelf(String id) {
        return find(() -> Optional.ofNullable(stock().all().find(id)));
    }

    private <T> Future<Optional<T>> find(Supplier<Optional<T>> question) {
        try {
            Optional<T> known = question.get();
            return known.isPresent() ? Future.succeededFuture(known) : asOfNow().map(_ -> question.get());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /** Completes when everything is folded that lies on the log now; fails with {@code UNAVAILABLE}. */
    Future<Void> asOfNow() {
        Promise<Void> here = here();
        barrier.get().onComplete(here);
        return here.future();
    }

    /** All revisions of a package, the first one first; empty when there never was such a package, as of now. */
    Future<List<Revision>> revisions(PackageKey key) {
        return revisions(key, known -> !known.isEmpty());
    }

    /** That revision of a package, as of now where there is none. */
    Future<Optional<Revision>> revision(PackageKey key, int number) {
        return revisions(key, known -> number <= known.size())
                .map(all -> number >= 1 && number <= all.size() ? Optional.of(all.get(number - 1)) : Optional.empty());
    }

    private Future<List<Revision>> revisions(PackageKey key, Predicate<List<Revision>> enough) {
        return onView(() -> catalogue.revisions(key)).compose(known -> enough.test(known)
                ? Future.succeededFuture(known)
                : asOfNow().compose(_ -> onView(() -> catalogue.revisions(key))));
    }

    /** What the record of a job did to the catalogue; empty when it is not folded within {@code longest}. */
    Future<Optional<CatalogueAnswer>> await(JobId job, Duration longest) {
        Promise<Optional<CatalogueAnswer>> here = here();
        runOnView(here, () -> catalogue.answer(job).ifPresentOrElse(answer -> here.complete(Optional.of(answer)),
                () -> awaited.add(job, longest, here)));
        return here.future();
    }

    private <T> Future<T> onView(Supplier<T> question) {
        Promise<T> here = here();
        runOnView(here, () -> here.complete(question.get()));
        return here.future();
    }

    private void runOnView(Promise<?> promise, Runnable action) {
        if (context == null) {
            promise.fail(unavailable().exception());
        } else {
            runOnView(action);
        }
    }

    private void runOnView(Runnable action) {
        Context view = context;
        if (view != null) {
            view.runOnContext(_ -> action.run());
        }
    }

    private <T> Promise<T> here() {
        return ((ContextInternal) vertx.getOrCreateContext()).promise();
    }
}
