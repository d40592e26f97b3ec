package io.packhouse.gateway.jobs;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.gateway.jobs.JobStatus.AttemptSeen;
import io.packhouse.gateway.jobs.JobStatus.ProgressSeen;
import io.packhouse.platform.jobs.CommandRecords.Envelope;

/** What a view knows of one job. Takes what is told in any order, and twice. Bounded; confined to the view's context. */
final class JobEntry {

    private static final int ATTEMPTS_KEPT = 16;
    /** What is kept of an unfinished job's events for streams, in characters. */
    private static final int TOLD_KEPT = 64 * 1024;
    /** The same when the job has ended. */
    private static final int TOLD_KEPT_ENDED = 4 * 1024;

    private static final long FIRST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final JobId id;
    private final List<AttemptSeen> attempts = new ArrayList<>(1);
    private final Deque<Told> told = new ArrayDeque<>(2);
    private int toldSize;
    private @Nullable String kind;
    private @Nullable String caller;
    private @Nullable Instant acceptedAt;
    private @Nullable ProgressSeen progress;
    private JobState state = JobState.QUEUED;
    private Instant since;
    /** The {@code nanoTime} from which somebody should look for an outcome that was not told. */
    private long lookDue = System.nanoTime() + FIRST_LOOK_NANOS;

    JobEntry(JobId id, Instant since) {
        this.id = id;
        this.since = since;
    }

    JobId id() {
        return id;
    }

    boolean isEnded() {
        return state.isFinal();
    }

    JobState state() {
        return state;
    }

    @Nullable
    String kind() {
        return kind;
    }

    /** Its place in lists: when it was accepted, or first told of while that is not known. */
    Instant since() {
        return since;
    }

    /** Whether it is time to look for an outcome; if so, the next time is {@code next}. */
    boolean isLookDue(long now, long next) {
        if (lookDue - now > 0) {
            return false;
        }
        lookDue = next;
        return true;
    }

    /** Of several commands with this id, the oldest tells when the job was accepted. */
    void accepted(Envelope envelope) {
        kind = envelope.kind();
        caller = envelope.caller();
        if (acceptedAt == null || envelope.acceptedAt().isBefore(acceptedAt)) {
            acceptedAt = envelope.acceptedAt();
            since = acceptedAt;
        }
    }

    /** Takes an event; what comes behind the end changes the state no more. */
    void happened(Event event) {
        switch (event) {
            case Event.Started started -> {
                if (attempts.size() < ATTEMPTS_KEPT
                        && attempts.stream().noneMatch(one -> one.id().equals(started.attempt()))) {
                    attempts.add(new AttemptSeen(started.attempt(), started.number(), started.worker(), started.at()));
                }
                run();
            }
            case Event.Progress step -> {
                progress = new ProgressSeen(step.done(), step.step(), step.at());
                run();
            }
            case Event.Ended ended -> end(ended.kind(), ended.state());
            case Event.Logged _,Event.Unknown _ -> {
                // Tells nothing of the state.
            }
        }
    }

    private void run() {
        if (!isEnded()) {
            state = JobState.RUNNING;
        }
    }

    /** The job has ended; the first end holds. */
    void end(String endedKind, JobState how) {
        if (!isEnded() && how.isFinal()) {
            state = how;
            kind = endedKind;
            trim(TOLD_KEPT_ENDED);
        }
    }

    void keep(Told one) {
        told.addLast(one);
        toldSize += one.json().length();
        trim(isEnded() ? TOLD_KEPT_ENDED : TOLD_KEPT);
    }

    private void trim(int limit) {
        while (toldSize > limit && told.size() > 1) {
            toldSize -= told.removeFirst().json().length();
        }
    }

    /** What was told, oldest first; the oldest may be forgotten. */
    List<Told> told() {
        return List.copyOf(told);
    }

    JobStatus status() {
        return new JobStatus(id, kind, state, caller, acceptedAt, attempts, progress, null);
    }
}
