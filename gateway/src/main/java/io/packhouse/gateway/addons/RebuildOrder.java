package io.packhouse.gateway.addons;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.contracts.addons.CfxOptions;
import io.packhouse.contracts.addons.Pingback;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.contracts.addons.RebuildAddons;
import io.packhouse.gateway.jobs.NewJob;

/**
 * A request whose rules are checked and whose files are durable: at least one add-on to rebuild.
 *
 * @param topic
 *            the queue, by priority
 * @param sdkVersion
 *            null for the default
 * @param addons
 *            what to rebuild, each with where its bytes are
 * @param refused
 *            a line for each element that was refused
 * @param bulk
 *            whether each add-on becomes a child of one job; else there is one add-on, and it is the job
 * @param pingback
 *            whom to tell; null for nobody
 */
record RebuildOrder(Topic topic, @Nullable String sdkVersion, List<Wanted> addons, List<String> refused, boolean bulk,
        @Nullable Told pingback) {

    RebuildOrder {
        addons = List.copyOf(addons);
        refused = List.copyOf(refused);
        if (addons.isEmpty() || (!bulk && addons.size() != 1)) {
            throw new IllegalArgumentException("an order of one job has one add-on, not " + addons.size());
        }
    }

    /** An add-on of the order. */
    record Wanted(AddonSource source, AddonWish wish) {

        /** Makes the add-on's file durable, where it has one; blocks. */
        static Wanted of(AddonWish wish) {
            return new Wanted(wish.upload() != null
                    ? wish.upload().commit()
                    : new AddonSource.Location(Objects.requireNonNull(wish.location())), wish);
        }
    }

    /**
     * What the pingbacks of a request have in common.
     *
     * @param secretName
     *            empty for the first secret
     * @param request
     *            see {@link RequestText}
     * @param extras
     *            of the request as a whole; an add-on's own win
     */
    record Told(String url, String secretName, String request, Map<String, String> extras) {
    }

    /** The ids of the jobs that rebuild, in the order of the add-ons, when the order is the job {@code id}. */
    List<JobId> jobs(JobId id) {
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < addons.size(); i++) {
            jobs.add(bulk ? id.child(i) : id);
        }
        return jobs;
    }

    /** The order as a job. */
    NewJob job(Caller caller, AddonLinks links) {
        return new NewJob(topic, bulk ? Kind.ADDONS : Kind.ADDON, caller.name(), caller.idempotencyKey(),
                caller.fingerprint(), caller.traceparent(), (JobId id) -> command(id, links));
    }

    /** Who orders, and how: all of a job that is not the order. */
    record Caller(String name, @Nullable String idempotencyKey, String fingerprint, @Nullable String traceparent) {
    }

    private Object command(JobId id, AddonLinks links) {
        List<RebuildAddon> all = new ArrayList<>();
        List<JobId> jobs = jobs(id);
        for (int i = 0; i < addons.size(); i++) {
            all.add(rebuild(addons.get(i), jobs.get(i), links));
        }
        return bulk ? new RebuildAddons(all, refused, pingback == null ? "" : pingback.request()) : all.getFirst();
    }

    private RebuildAddon rebuild(Wanted wanted, JobId job, AddonLinks links) {
        AddonWish wish = wanted.wish();
        String name = wish.downloadName();
        return new RebuildAddon(wanted.source(), name, sdkVersion, wish.version(), wish.forced(),
                CfxOptions.parse(wish.options()),
                pingback == null ? null : pingback(pingback, wish, links.download(job, name)));
    }

    private Pingback pingback(Told told, AddonWish wish, String location) {
        Map<String, String> extras = new LinkedHashMap<>(told.extras());
        extras.putAll(wish.extras());
        // In a bulk the request is in the command once.
        return new Pingback(told.url(), told.secretName(), location, bulk ? "" : told.request(), extras);
    }
}
