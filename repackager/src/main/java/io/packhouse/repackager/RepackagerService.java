package io.packhouse.repackager;

import java.util.List;

import io.vertx.core.Vertx;

import io.packhouse.contracts.Topic;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.process.QueueWorker;
import io.packhouse.platform.secrets.Secrets;
import io.packhouse.platform.secrets.SecretsSettings;
import io.packhouse.platform.service.Service;
import io.packhouse.repackager.pingback.DeliveryService;
import io.packhouse.repackager.pingback.Pingbacks;
import io.packhouse.repackager.sdk.SdkCatalog;
import io.packhouse.repackager.xpi.AddonFiles;
import io.packhouse.repackager.xpi.AddonRebuild;
import io.packhouse.repackager.xpi.RebuildAddonHandler;
import io.packhouse.repackager.xpi.RebuildAddonHandler.Ended;
import io.packhouse.repackager.xpi.XpiSigner;

/**
 * The repackager: its two queues, each with permits of its own so that neither starves the other, the SDKs and the deliveries.
 * Wires, and does nothing else.
 */
public final class RepackagerService implements Service {

    private final AddonsSettings settings;
    private final Outbound outbound;
    private final SdkCatalog sdks;
    private final SdkRegistration registration;
    private final Secrets secrets;
    private final Vertx vertx;
    private final DeliveryService deliveries;
    private final QueueWorker low;
    private final QueueWorker high;

    /**
     * @throws io.packhouse.platform.config.ConfigException
     *             when the configuration is wrong
     */
    public RepackagerService(Foundation foundation) {
        settings = foundation.config().section(AddonsSettings.SECTION, AddonsSettings.class);
        outbound = Outbound.open(foundation);
        sdks = new SdkCatalog(settings.sdkRoot(), settings.sdkDefault());
        registration = new SdkRegistration(foundation.vertx(), foundation.writer());
        secrets = new Secrets(foundation.config().section(AddonsSettings.SECTION, SecretsSettings.class));
        vertx = foundation.vertx();
        deliveries = new DeliveryService(foundation, outbound, secrets);
        Ended ended = new Pingbacks(foundation.writer())::tell;
        var rebuild = new RebuildAddonHandler(settings.timeLimit(), settings.limits(), foundation.objects(),
                AddonFiles.fetching(outbound, settings.fetch().limits(outbound.fetchLimits()), foundation.objects()),
                new AddonRebuild(sdks::sdk, XpiSigner.NONE), ended);
        low = worker(foundation, Topic.WORK_ADDONS, settings.workers(), rebuild, ended);
        high = worker(foundation, Topic.WORK_ADDONS_HIGH, settings.highWorkers(), rebuild, ended);
    }

    private static QueueWorker worker(Foundation foundation, Topic queue, int permits, RebuildAddonHandler rebuild,
            Ended ended) {
        return new QueueWorker(foundation, queue, permits,
                List.of(rebuild, new FanOutHandler(queue, foundation.writer(), foundation.objects(), ended)));
    }

    @Override
    public String name() {
        return "repackager";
    }

    @Override
    public void start() throws Exception {
        sdks.start();
        sdks.onChange(registration::tell);
        sdks.watch(settings.sdkRescanInterval());
        secrets.watch(vertx);
        deliveries.start();
        low.start();
        high.start();
    }

    /** Returns when a job would start at once; {@code UNAVAILABLE} when that takes too long. */
    public void awaitJobs() throws InterruptedException {
        low.awaitJobs();
        high.awaitJobs();
    }

    @Override
    public void close() {
        high.close();
        low.close();
        deliveries.close();
        registration.stop();
        sdks.close();
        outbound.close();
    }
}
