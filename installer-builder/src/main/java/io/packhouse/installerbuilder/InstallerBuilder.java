package io.packhouse.installerbuilder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Artifact;
import io.packhouse.installerbuilder.base.BaseInstallers;
import io.packhouse.installerbuilder.base.BaseSource;
import io.packhouse.installerbuilder.base.BaseState;
import io.packhouse.installerbuilder.keys.KeyPool;
import io.packhouse.installerbuilder.keys.PairMaker;
import io.packhouse.installerbuilder.sample.SampleBases;
import io.packhouse.platform.crypto.SealedBox;
import io.packhouse.platform.health.Health;
import io.packhouse.platform.health.Status;
import io.packhouse.platform.objects.ArtifactContent;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.service.Service;

/**
 * What builds installers: base installers, the pool of keys, and the {@linkplain #handler() handler} for the queue, which is
 * started after this and closed before it.
 */
public final class InstallerBuilder implements Service {

    private static final Logger log = LoggerFactory.getLogger(InstallerBuilder.class);

    private final InstallersSettings settings;
    private final ObjectStore store;
    private final KeyPool pool;
    private final BaseInstallers bases;
    private final Optional<Path> sampleFolder;

    /** Nothing is read and no thread runs before {@link #start()}. */
    public InstallerBuilder(InstallersSettings settings, ObjectStore store, MeterRegistry registry, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.pool = new KeyPool(new PairMaker(settings.keyBits()), settings.keyPool());
        this.sampleFolder = settings.baseDir().isPresent() ? Optional.empty() : Optional.of(temporary());
        this.bases = new BaseInstallers(
                sampleFolder.map(BaseSource::sample).orElseGet(() -> BaseSource.folder(settings.baseDir().orElseThrow())),
                store, settings.baseLimits().limits(), registry, clock);
        Gauge.builder("packhouse.keys.ready", pool, KeyPool::ready).description("Key pairs that lie ready in memory")
                .register(registry);
    }

    @Override
    public String name() {
        return "installer-builder";
    }

    /**
     * Loads the base installers, then begins to fill the pool.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when a platform has no base installer; the message says why
     */
    @Override
    public void start() throws IOException {
        if (sampleFolder.isPresent()) {
            startWithSample(sampleFolder.get());
            log.atInfo().log("Using the sample base installers; set installers.base-dir for your own");
        } else {
            bases.start();
            bases.watch(settings.rescanInterval());
        }
        pool.start();
    }

    private void startWithSample(Path folder) throws IOException {
        Files.createDirectory(folder);
        try {
            SampleBases.writeTo(folder);
            bases.start();
        } finally {
            remove(folder);
        }
    }

    /** The handler of {@link io.packhouse.contracts.Kind#INSTALLERS}. */
    public JobHandler handler() {
        var content = new ArtifactContent(store);
        return new BuildInstallersHandler(bases::snapshot,
                new ReservedVessel(settings.reservedPercentage(), settings.reservedKey()), pool, SealedBox::seal,
                settings.materialise() ? content::materialise : (Artifact artifact) -> artifact);
    }

    /** The base installers in use, for the registry. */
    public BaseInstallers bases() {
        return bases;
    }

    /** Registers what this needs to work. A refused new version is told there, but the last good one still builds. */
    public void addTo(Health health) {
        health.addReady("base-installers", this::status);
    }

    private Status status() {
        List<BaseState> states = bases.states();
        String refusals = states.stream().flatMap(state -> state.refusal().stream()).collect(Collectors.joining("; "));
        boolean complete = states.stream().allMatch(state -> state.sha256().isPresent());
        return new Status(complete, refusals.isEmpty()
                ? "every platform has its base installer"
                : (complete ? "the last good ones are in use: " : "") + refusals);
    }

    @Override
    public void close() {
        bases.close();
        pool.close();
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"), "packhouse-sample-" + UUID.randomUUID());
    }

    private static void remove(Path folder) {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            log.atDebug().addKeyValue("folder", folder).log("A temporary folder could not be removed");
        }
    }
}
