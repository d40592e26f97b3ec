package io.packhouse.packagestore.catalogue;

import java.time.Duration;
import java.util.List;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.RemovePackages;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;

/** Takes packages out of the catalogue. How many those were, the fold of the log says. */
public final class RemoveHandler implements JobHandler {

    private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

    private final CatalogueLog log;

    public RemoveHandler(CatalogueLog log) {
        this.log = log;
    }

    @Override
    public String kind() {
        return Kind.PACKAGE_REMOVE;
    }

    @Override
    public Duration timeLimit() {
        return TIME_LIMIT;
    }

    /** The result is the command. */
    @Override
    public JobResult run(Command command, Attempt attempt) {
        return new JobResult(command.bodyAs(RemovePackages.class), List.of(), null);
    }

    @Override
    public void ended(Command command, Outcome outcome) throws InterruptedException {
        if (outcome instanceof Outcome.Succeeded succeeded) {
            RemovePackages wanted = command.bodyAs(RemovePackages.class);
            log.append(new CatalogueRecord.Removed(command.job(), succeeded.endedAt(), command.caller(), wanted.id(),
                    wanted.architecture()));
        }
    }
}
