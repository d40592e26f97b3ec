package io.packhouse.gateway.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.contracts.Outcome;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.jobs.JobEvents;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.jobs.Outcomes.Decision;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.objects.ObjectStore;

/** {@link Jobs} on Kafka and the object store: accepting by {@link JobSubmitter}, knowing by {@link JobView}. */
public final class GatewayJobs implements Jobs {

    private static final Logger log = LoggerFactory.getLogger(GatewayJobs.class);

    private final JobSubmitter submitter;
    private final JobView view;
    private final Outcomes outcomes;
    private final JobEvents events;
    private final BlockingCalls calls;

    public GatewayJobs(LogWriter writer, ObjectStore objects, BlockingCalls calls, JobView view, MeterRegistry registry) {
        this.submitter = new JobSubmitter(writer, objects, calls, view, registry);
        this.view = view;
        this.outcomes = new Outcomes(objects);
        this.events = new JobEvents(writer);
        this.calls = calls;
    }

    @Override
    public Future<JobId> submit(NewJob job) {
        return submitter.submit(job);
    }

    @Override
    public Future<Optional<Ending>> await(JobId id, Duration limit) {
        return view.await(id, limit);
    }

    @Override
    public Future<Optional<Outcome>> outcome(JobId id) {
        return calls.call(() -> outcomes.find(id));
    }

    @Override
    public Future<Optional<JobStatus>> find(JobId id) {
        return ended(id).compose(ended -> ended.isPresent() ? Future.succeededFuture(ended) : findUnfinished(id));
    }

    /** A job that the view does not know may lie on its topic all the same: only what holds as of now is a "no". */
    private Future<Optional<JobStatus>> findUnfinished(JobId id) {
        return view.find(id)
                .compose(seen -> seen.isPresent()
                        ? Future.succeededFuture(seen)
                        : view.asOfNow().compose(_ -> view.find(id))
                                .compose(now -> now.isPresent() ? Future.succeededFuture(now) : ended(id)));
    }

    private Future<Optional<JobStatus>> ended(JobId id) {
        return outcome(id).compose(outcome -> outcome.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : view.find(id).map(seen -> Optional.of(withOutcome(id, seen, outcome.get()))));
    }

    private static JobStatus withOutcome(JobId id, Optional<JobStatus> seen, Outcome outcome) {
        return seen
                .map(known -> new JobStatus(id, outcome.kind(), JobState.of(outcome), known.caller(), known.acceptedAt(),
                        known.attempts(), known.progress(), outcome))
                .orElseGet(
                        () -> new JobStatus(id, outcome.kind(), JobState.of(outcome), null, null, java.util.List.of(), null,
                                outcome));
    }

    @Override
    public Future<Outcome> cancel(JobId id, String by) {
        return kindOf(id)
                .compose(kind -> calls.call(() -> outcomes.decide(id,
                        new Outcome.Cancelled(kind, Instant.now().truncatedTo(ChronoUnit.MILLIS), by))))
                .map(decision -> {
                    tell(id, decision);
                    return decision.outcome();
                });
    }

    /** A job that was accepted a moment ago may not be in the view yet; with Kafka away, cancelling still works. */
    private Future<String> kindOf(JobId id) {
        return view.find(id).compose(seen -> seen.isPresent()
                ? Future.succeededFuture(seen)
                : view.asOfNow().compose(_ -> view.find(id)).otherwise(Optional.empty()))
                .map(seen -> seen.map(JobStatus::kind).orElse("unknown"));
    }

    private void tell(JobId id, Decision decision) {
        view.decided(id, decision.outcome());
        if (decision.mine()) {
            Outcome outcome = decision.outcome();
            log.atInfo().addKeyValue("job", id).addKeyValue("kind", outcome.kind()).log("Cancelled");
            events.tell(new Event.Ended(id, outcome.endedAt(), outcome.kind(), JobState.CANCELLED, null))
                    .onFailure(e -> log.atWarn().addKeyValue("job", id).addKeyValue("cause", e.getMessage())
                            .log("The end of a job could not be told; gateways find it by looking"));
        }
    }
}
