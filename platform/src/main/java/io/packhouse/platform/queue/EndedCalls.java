package io.packhouse.platform.queue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;
import io.packhouse.platform.jobs.JobKeys;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;

/**
 * Calls {@link JobHandler#ended} once an outcome stands.
 *
 * <p>
 * A record whose handler was not told is given back, so the next delivery tells it. But Kafka archives a record after its
 * last delivery without a word; therefore a delivery that finds an outcome leaves a marker before it calls, and housekeeping,
 * which passes every record once more, makes the calls that are still owed.
 */
final class EndedCalls {

    private static final Logger log = LoggerFactory.getLogger(EndedCalls.class);

    private final ObjectStore objects;

    EndedCalls(ObjectStore objects) {
        this.objects = objects;
    }

    /** Remembers that the handler is yet to be told. Not forced to the disk: it guards against jobs that kill processes. */
    void owe(JobId job) {
        objects.createOnce(JobKeys.untold(job), new byte[]{'1'}, Durability.PROCESS);
    }

    /** Whether a call was owed and never made. */
    boolean isOwed(JobId job) {
        return objects.get(JobKeys.untold(job)).isPresent();
    }

    /** Calls, and forgets what was owed when that went well. A command that cannot be read names nobody to tell. */
    boolean makeOwed(JobHandler handler, Received received, Outcome outcome) throws InterruptedException {
        boolean told;
        try {
            told = make(handler, received.read(objects), outcome);
        } catch (FailureException e) {
            if (e.failure().code() != Failure.Code.INVALID_REQUEST) {
                throw e;
            }
            told = true;
        }
        if (told) {
            objects.delete(JobKeys.untold(received.envelope().job()));
        }
        return told;
    }

    /** Calls; false when it must be called again later. */
    boolean make(JobHandler handler, Command command, Outcome outcome) throws InterruptedException {
        try {
            handler.ended(command, outcome);
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            boolean never = e instanceof FailureException failed && failed.failure().code() == Failure.Code.INVALID_REQUEST;
            log.atWarn().addKeyValue("job", command.job()).addKeyValue("kind", command.kind())
                    .addKeyValue("cause", e.toString())
                    .log(never ? "The end of a job can be told to nobody" : "The end of a job is told again later");
            return never;
        }
    }
}
