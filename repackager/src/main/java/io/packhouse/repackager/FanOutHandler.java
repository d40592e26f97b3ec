package io.packhouse.repackager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.AddonsFannedOut;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.contracts.addons.RebuildAddons;
import io.packhouse.platform.jobs.CommandRecords;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.jobs.CommandRecords.Written;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;
import io.packhouse.repackager.xpi.RebuildAddonHandler.Ended;

/**
 * Makes a job of each element of a bulk request, on the queue that the bulk came by. It succeeds when Kafka has acknowledged
 * every child; before that it is tried again, and children that were written twice are one job all the same, because their
 * ids are derived.
 */
final class FanOutHandler implements JobHandler {

    private static final Duration TIME_LIMIT = Duration.ofMinutes(2);
    /** Below the writer's limit on what may wait, so that one bulk does not take the room of everybody else. */
    private static final int AT_ONCE = 256;
    private static final long ACKNOWLEDGED_WITHIN_SECONDS = 30;

    private final Topic queue;
    private final LogWriter writer;
    private final ObjectStore objects;
    private final Outcomes outcomes;
    private final Ended ended;

    /**
     * @param queue
     *            where children go
     * @param ended
     *            told of children that end with their parent
     */
    FanOutHandler(Topic queue, LogWriter writer, ObjectStore objects, Ended ended) {
        this.queue = queue;
        this.writer = writer;
        this.objects = objects;
        this.outcomes = new Outcomes(objects);
        this.ended = ended;
    }

    @Override
    public String kind() {
        return Kind.ADDONS;
    }

    @Override
    public Duration timeLimit() {
        return TIME_LIMIT;
    }

    @Override
    public JobResult run(Command command, Attempt attempt) throws InterruptedException {
        RebuildAddons bulk = command.bodyAs(RebuildAddons.class);
        List<JobId> children = new ArrayList<>();
        List<Future<Position>> waiting = new ArrayList<>();
        for (int i = 0; i < bulk.addons().size(); i++) {
            JobId child = command.job().child(i);
            waiting.add(write(child, command, bulk.addon(i)));
            children.add(child);
            if (waiting.size() == AT_ONCE) {
                acknowledged(waiting);
                attempt.progress((double) children.size() / bulk.addons().size(), "accepting the add-ons of a bulk");
            }
        }
        acknowledged(waiting);
        return new JobResult(new AddonsFannedOut(children, bulk.refused()), List.of(), null);
    }

    /**
     * A bulk that was cancelled, or failed before all of it was handed on, takes those with it that have not ended: somebody
     * waits to be told of each.
     */
    @Override
    public void ended(Command command, Outcome outcome) throws Exception {
        if (outcome instanceof Outcome.Succeeded) {
            return;
        }
        RebuildAddons bulk = command.bodyAs(RebuildAddons.class);
        for (int i = 0; i < bulk.addons().size(); i++) {
            JobId child = command.job().child(i);
            Outcome stands = outcomes.decide(child, ofChild(outcome)).outcome();
            ended.ended(new Command(child, Kind.ADDON, command.caller(), command.acceptedAt(), command.traceparent(),
                    Json.tree(bulk.addon(i))), stands);
        }
    }

    private static Outcome ofChild(Outcome parent) {
        return switch (parent) {
            case Outcome.Failed failed -> new Outcome.Failed(Kind.ADDON, failed.endedAt(), null, failed.failure());
            case Outcome.Cancelled cancelled -> new Outcome.Cancelled(Kind.ADDON, cancelled.endedAt(), cancelled.by());
            case Outcome.Succeeded _ -> throw new IllegalArgumentException("children of a success end by themselves");
        };
    }

    private Future<Position> write(JobId child, Command parent, RebuildAddon addon) {
        Envelope envelope = new Envelope(child, Kind.ADDON, parent.caller(), parent.acceptedAt(), parent.traceparent());
        byte[] body = Json.write(addon);
        Written record = CommandRecords.isLarge(body)
                ? CommandRecords.inBlob(envelope, body, objects)
                : CommandRecords.inline(envelope, body);
        return writer.append(queue, record.key(), record.headers(), record.value());
    }

    private static void acknowledged(List<Future<Position>> waiting) throws InterruptedException {
        try {
            Future.all(waiting).toCompletionStage().toCompletableFuture().get(ACKNOWLEDGED_WITHIN_SECONDS,
                    TimeUnit.SECONDS);
            waiting.clear();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailureException known ? known : unavailable(e);
        } catch (TimeoutException e) {
            throw unavailable(e);
        }
    }

    private static FailureException unavailable(Exception cause) {
        return new Failure(Failure.Code.UNAVAILABLE, "Kafka did not acknowledge the add-ons of a bulk").exception(cause);
    }
}
