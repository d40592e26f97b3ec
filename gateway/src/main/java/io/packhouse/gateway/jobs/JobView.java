package io.packhouse.gateway.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.gateway.api.ListPlace;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.JobEvents;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.Position;

/**
 * What this gateway knows of jobs, by folding {@link Topic#EVENTS} and the work topics, and who waits for what. Events tell,
 * the object store knows: an end that was not told is found by looking for outcomes, every second for the jobs that somebody
 * waits for, and every minute for the other unfinished ones.
 *
 * <p>
 * Everything happens on the context of the log view; public methods may be called from any context and answer there.
 */
public final class JobView {

    private static final Logger log = LoggerFactory.getLogger(JobView.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration SEALED_LIMIT = Duration.ofSeconds(2);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int LOOKS_AT_ONCE = 500;

    private final Vertx vertx;
    private final Outcomes outcomes;
    private final BlockingCalls calls;
    private final JobTable table;
    private final WaitingCalls waiting;
    private final Followers followers = new Followers();
    /** Outcomes that were found while no event has told of them yet; followers get such an end a tick later. */
    private final Set<JobId> untold = new HashSet<>();
    private boolean looking;
    private boolean sweeping;
    private @Nullable Context context;
    private @Nullable Supplier<Future<Void>> barrier;
    private volatile long timer;
    private volatile @Nullable Instant oldestUnfinished;
    private volatile int unfinished;

    public JobView(Vertx vertx, Outcomes outcomes, BlockingCalls calls, JobsSettings settings) {
        this(vertx, outcomes, calls, settings, SEALED_LIMIT);
    }

    /**
     * @param sealedLimit
     *            how long an ending without its sealed keys is held back for them
     */
    JobView(Vertx vertx, Outcomes outcomes, BlockingCalls calls, JobsSettings settings, Duration sealedLimit) {
        this.vertx = vertx;
        this.outcomes = outcomes;
        this.calls = calls;
        this.table = new JobTable(settings.recentLimit());
        this.waiting = new WaitingCalls(vertx, settings.waitingLimit(), sealedLimit);
    }

    /**
     * Begins to look for untold ends. Called once, before anything else.
     *
     * @param viewContext
     *            where {@link #fold} is called
     * @param asOfNow
     *            completes when everything is folded that lies on the topics now
     */
    public void start(Context viewContext, Supplier<Future<Void>> asOfNow) {
        context = viewContext;
        barrier = asOfNow;
        viewContext.runOnContext(_ -> timer = vertx.setPeriodic(TICK.toMillis(), _ -> tick()));
    }

    /** Looks no more. */
    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Takes a record of the events log or of a work topic; on the view's context. */
    public void fold(LogRecord record) {
        if (record.topic().use() == Topic.Use.QUEUE) {
            table.accepted(CommandRecords.envelope(record.headers()));
        } else if (record.topic() == Topic.EVENTS) {
            happened(record.position(), JobEvents.read(record));
        }
    }

    private void happened(Position position, Event event) {
        Told told = table.happened(position, event);
        if (told != null) {
            followers.tell(event.job(), told);
        }
        if (event instanceof Event.Ended ended) {
            untold.remove(ended.job());
            if (ended.sealed() != null) {
                waiting.sealed(ended.job(), ended.sealed());
            }
            if (waiting.isAwaited(ended.job())) {
                look(ended.job());
            }
        }
    }

    private void look(JobId job) {
        calls.call(() -> outcomes.find(job)).onSuccess(found -> on(() -> found.ifPresent(outcome -> found(job, outcome))));
    }

    private void found(JobId job, Outcome outcome) {
        waiting.ended(job, outcome);
        boolean toldOf = table.find(job).map(JobEntry::isEnded).orElse(false);
        if (!toldOf && !untold.add(job)) {
            endUntold(job, outcome);
        }
    }

    /** The outcome stands, and the event of the end is lost or not to come: it is told from here. */
    private void endUntold(JobId job, Outcome outcome) {
        untold.remove(job);
        Told told = table.happened(null,
                new Event.Ended(job, outcome.endedAt(), outcome.kind(), JobState.of(outcome), null));
        if (told != null) {
            followers.tell(job, told);
        }
    }

    private void tick() {
        waiting.tick();
        oldestUnfinished = table.oldestUnfinished().orElse(null);
        unfinished = table.unfinishedCount();
        lookForAwaited();
        sweep();
    }

    private void lookForAwaited() {
        Set<JobId> awaited = new HashSet<>(waiting.jobs());
        awaited.addAll(followers.jobs());
        untold.retainAll(awaited);
        if (looking || awaited.isEmpty()) {
            return;
        }
        looking = true;
        lookFor(List.copyOf(awaited)).onComplete(done -> {
            looking = false;
            if (done.succeeded()) {
                done.result().forEach(this::found);
            }
        });
    }

    /** Unfinished work records whose outcome exists belong to jobs whose end was told before this view remembers. */
    private void sweep() {
        long now = System.nanoTime();
        List<JobId> batch = sweeping ? List.of() : table.toLookFor(now, now + LOOK_AGAIN_NANOS, LOOKS_AT_ONCE);
        if (batch.isEmpty()) {
            return;
        }
        sweeping = true;
        lookFor(batch).onComplete(done -> {
            sweeping = false;
            if (done.succeeded()) {
                done.result().forEach(this::endUntold);
                if (batch.size() == LOOKS_AT_ONCE) {
                    sweep();
                }
            }
        });
    }

    /** Completes on the view's context, from which it is called. */
    private Future<Map<JobId, Outcome>> lookFor(List<JobId> jobs) {
        return calls.<Map<JobId, Outcome>>call(() -> {
            Map<JobId, Outcome> found = new LinkedHashMap<>();
            jobs.forEach(job -> outcomes.find(job).ifPresent(outcome -> found.put(job, outcome)));
            return found;
        }).onFailure(e -> log.atWarn().addKeyValue("cause", e.toString()).log("Outcomes could not be looked for"));
    }

    /** Completes when the job has ended, or empty after {@code limit}. */
    Future<Optional<Ending>> await(JobId job, Duration limit) {
        return ask(promise -> {
            waiting.add(job, limit, promise);
            if (table.find(job).map(JobEntry::isEnded).orElse(true)) {
                look(job);
            }
        });
    }

    /** What is known of a job, as far as was read; without its outcome. */
    Future<Optional<JobStatus>> find(JobId job) {
        return ask(promise -> promise.complete(table.find(job).map(JobEntry::status)));
    }

    /** Jobs and, when there may be more, the place to go on from. */
    record Page(List<JobStatus> jobs, @Nullable ListPlace next) {
    }

    /** A page of unfinished and recent jobs, newest first. */
    Future<Page> page(@Nullable JobState state, @Nullable String kind, @Nullable ListPlace after, int limit) {
        return ask(promise -> {
            List<JobStatus> found = table.page(state, kind, after, limit + 1);
            List<JobStatus> page = found.subList(0, Math.min(limit, found.size()));
            promise.complete(new Page(page, found.size() > limit ? table.place(page.getLast().id()).orElse(null) : null));
        });
    }

    /**
     * Begins to follow a job.
     *
     * @param follower
     *            called on the view's context with every event that comes from now on
     * @return what was told before, oldest first
     */
    Future<List<Told>> follow(JobId job, Consumer<Told> follower) {
        return ask(promise -> {
            followers.add(job, follower);
            promise.complete(table.find(job).map(JobEntry::told).orElse(List.of()));
        });
    }

    /** Ends {@link #follow}. */
    void unfollow(JobId job, Consumer<Told> follower) {
        on(() -> followers.remove(job, follower));
    }

    /** This process has seen an outcome be created. */
    void decided(JobId job, Outcome outcome) {
        on(() -> waiting.ended(job, outcome));
    }

    /** Completes when everything is folded that lies on the topics now; {@code UNAVAILABLE} when Kafka cannot be asked. */
    Future<Void> asOfNow() {
        Supplier<Future<Void>> asked = barrier;
        if (asked == null) {
            throw new IllegalStateException("not started");
        }
        Promise<Void> answer = promise();
        asked.get().onComplete(answer);
        return answer.future();
    }

    /** The number of calls that wait; from any thread. */
    public int waitingCount() {
        return waiting.count();
    }

    /** The number of unfinished jobs, a second old at most; from any thread. */
    public int unfinishedCount() {
        return unfinished;
    }

    /** How old the oldest unfinished job is, zero when there is none; from any thread. */
    public Duration oldestUnfinishedAge() {
        Instant oldest = oldestUnfinished;
        return oldest == null ? Duration.ZERO : Duration.between(oldest, Instant.now());
    }

    private <T> Future<T> ask(Consumer<Promise<T>> question) {
        Promise<T> answer = promise();
        on(() -> question.accept(answer));
        return answer.future();
    }

    /** A promise that completes on the context of the caller. */
    private <T> Promise<T> promise() {
        return ((ContextInternal) vertx.getOrCreateContext()).promise();
    }

    private void on(Runnable work) {
        Context mine = context;
        if (mine == null) {
            throw new IllegalStateException("not started");
        }
        mine.runOnContext(_ -> work.run());
    }
}
