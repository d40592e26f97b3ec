package io.packhouse.repackager;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.Vertx;

import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.SdkCatalogue;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.platform.kafka.LogView;
import io.packhouse.platform.kafka.Registration;
import io.packhouse.platform.kafka.RegistryEntry;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.process.QueueWorker;
import io.packhouse.platform.secrets.Secrets;
import io.packhouse.platform.secrets.SecretsSettings;
import io.packhouse.platform.service.Service;
import io.packhouse.repackager.pingback.DeliveryService;
import io.packhouse.repackager.pingback.Pingbacks;
import io.packhouse.repackager.sdk.SdkCatalog;
import io.packhouse.repackager.signature.AddonSigning;
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

    /** Of an attempt's time limit: how long signatures are waited for; half of it may have gone into fetching. */
    private static final int PATIENCE = 3;

    private final AddonsSettings settings;
    private final Outbound outbound;
    private final SdkCatalog sdks;
    private final Registration<SdkCatalogue> registration;
    private final Secrets secrets;
    private final Vertx vertx;
    private final DeliveryService deliveries;
    private final RegistryEntry<SigningKeys> signingKeys = new RegistryEntry<>(SigningKeys.ENTRY, SigningKeys.class,
            new SigningKeys(List.of()));
    private final Optional<LogView> registry;
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
        registration = new Registration<>(foundation.vertx(), foundation.writer(), SdkCatalogue.ENTRY);
        secrets = new Secrets(foundation.config().section(AddonsSettings.SECTION, SecretsSettings.class));
        vertx = foundation.vertx();
        registry = settings.signingKey().map(_ -> new LogView(vertx, foundation.admin(), foundation.kafka(),
                Set.of(Topic.REGISTRY), signingKeys::fold));
        deliveries = new DeliveryService(foundation, outbound, secrets);
        Ended ended = new Pingbacks(foundation.writer())::tell;
        var rebuild = new RebuildAddonHandler(settings.timeLimit(), settings.limits(), foundation.objects(),
                AddonFiles.fetching(outbound, settings.fetch().limits(outbound.fetchLimits()), foundation.objects()),
                new AddonRebuild(sdks::sdk), signer(foundation), ended);
        low = worker(foundation, Topic.WORK_ADDONS, settings.workers(), rebuild, ended);
        high = worker(foundation, Topic.WORK_ADDONS_HIGH, settings.highWorkers(), rebuild, ended);
    }

    /** Signs with the configured key, which the registry tells of; without one nothing is signed, and nothing is read. */
    private XpiSigner signer(Foundation foundation) {
        return settings.signingKey().<XpiSigner>map(key -> new AddonSigning(key,
                settings.timeLimit().dividedBy(PATIENCE), signingKeys, foundation.writer(), foundation.objects()))
                .orElse(XpiSigner.NONE);
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
        registry.ifPresent(LogView::start);
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
        registry.ifPresent(LogView::close);
        sdks.close();
        outbound.close();
    }
}
