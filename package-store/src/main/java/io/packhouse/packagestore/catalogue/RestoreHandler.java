package io.packhouse.packagestore.catalogue;

import java.time.Duration;
import java.util.List;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.packages.CatalogueRecord;
import io.packhouse.contracts.packages.RestorePackage;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;

/** Makes an old revision the current one. Revisions never go, so that one which was found can be restored. */
public final class RestoreHandler implements JobHandler {

    private static final Duration TIME_LIMIT = Duration.ofMinutes(2);

    private final CatalogueView view;
    private final CatalogueLog log;

    public RestoreHandler(CatalogueView view, CatalogueLog log) {
        this.view = view;
        this.log = log;
    }

    @Override
    public String kind() {
        return Kind.PACKAGE_RESTORE;
    }

    @Override
    public Duration timeLimit() {
        return TIME_LIMIT;
    }

    /** The result is the command. */
    @Override
    public JobResult run(Command command, Attempt attempt) throws InterruptedException {
        RestorePackage wanted = command.bodyAs(RestorePackage.class);
        int known = view.askNow(catalogue -> catalogue.revisions(wanted.key()).size());
        if (wanted.revision() > known) {
            throw new Failure(Failure.Code.NOT_FOUND, "there is no revision " + wanted.revision() + " of "
                    + wanted.key().id() + " [" + wanted.key().token() + "]; there are " + known).exception();
        }
        return new JobResult(wanted, List.of(), null);
    }

    @Override
    public void ended(Command command, Outcome outcome) throws InterruptedException {
        if (outcome instanceof Outcome.Succeeded succeeded) {
            RestorePackage wanted = command.bodyAs(RestorePackage.class);
            log.append(new CatalogueRecord.Restored(command.job(), succeeded.endedAt(), command.caller(), wanted.key(),
                    wanted.revision()));
        }
    }
}
