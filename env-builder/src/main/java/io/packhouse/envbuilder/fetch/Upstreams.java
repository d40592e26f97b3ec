package io.packhouse.envbuilder.fetch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepLimits;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.outbound.FetchLimits;

/**
 * Fetches from the servers that the operator allows, within the limits of steps and builds. For any number of virtual threads,
 * which share the connections.
 *
 * <p>
 * Fails with {@code UNAVAILABLE} when an address that might have it does not answer, after as many tries as the configuration
 * says; with {@code UPSTREAM} when all that answer have it no more, or something else; with {@code TOO_LARGE} beyond a limit.
 * Each failure's sentence names the hosts and what they did.
 */
final class Upstreams {

    private final Asking asking;
    private final ObjectStore objects;
    private final StepLimits limits;
    private final Rounds rounds;

    Upstreams(Workshop workshop) {
        var settings = workshop.config().section(FetchSettings.SECTION, FetchSettings.class);
        FetchLimits each = workshop.outbound().fetchLimits().withTimeout(settings.fetch().timeout());
        asking = new Asking(workshop.outbound(), settings.sites(), each);
        objects = workshop.objects();
        limits = workshop.limits();
        rounds = new Rounds(settings.fetch());
    }

    /** The file as a blob without facts, whose link is the address that gave it. */
    StepResult file(Wanted wanted, StepCall call) throws IOException, InterruptedException {
        List<Transfer> transfers = new ArrayList<>();
        try {
            for (String url : wanted.urls()) {
                transfers.add(new Transfer(asking, objects, limits.download(), wanted, url, call));
            }
            return rounds.first(wanted.name(), transfers, call::log);
        } finally {
            transfers.forEach(Transfer::close);
        }
    }

    /**
     * What {@code reader} makes of a document.
     *
     * @param nothing
     *            statuses that say that there is nothing: the failure is {@code NOT_FOUND} then
     */
    StepResult document(Wanted wanted, Set<Integer> nothing, DocumentRead.Reader reader, StepCall call)
            throws IOException, InterruptedException {
        return rounds.first(wanted.name(), wanted.urls().stream()
                .map(url -> new DocumentRead(asking, limits.document(), wanted, url, nothing, reader, call)).toList(),
                call::log);
    }
}
