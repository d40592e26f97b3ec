package io.packhouse.deploy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.packhouse.envbuilder.EnvironmentBuilderService;
import io.packhouse.gateway.GatewayService;
import io.packhouse.installerbuilder.InstallerBuilderService;
import io.packhouse.packagestore.PackageStoreService;
import io.packhouse.packagestore.directory.DirectoryLock;
import io.packhouse.packagestore.directory.DirectoryReport;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.health.Health;
import io.packhouse.platform.health.ManagementServer;
import io.packhouse.platform.health.ManagementSettings;
import io.packhouse.platform.health.ProcessInfo;
import io.packhouse.platform.health.Status;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.observe.Metrics;
import io.packhouse.platform.process.Foundation;
import io.packhouse.repackager.RepackagerService;
import io.packhouse.signing.SigningService;

/**
 * A process with a Kafka to talk to: its topics, what all its services stand on, and the management port, which answers from
 * the beginning and says ready when everything is.
 */
public final class ServiceProcess {

    private final House house;
    private final Foundation foundation;
    private final ManagementServer management;
    private final String version;
    private final AtomicBoolean complete = new AtomicBoolean();

    private ServiceProcess(House house, Foundation foundation, ManagementServer management, String version) {
        this.house = house;
        this.foundation = foundation;
        this.management = management;
        this.version = version;
    }

    /**
     * Opens all that has to be there before the first service.
     *
     * @param name
     *            of the process in metrics, such as {@code gateway}
     * @param objects
     *            the directory of the object store
     * @param version
     *            of Packhouse
     */
    public static ServiceProcess open(House house, String name, Config config, KafkaSettings kafka, Path objects,
            String version) throws Exception {
        var metrics = house.keep("metrics", new Metrics(name));
        var health = new Health();
        var foundation = house.keep("foundation",
                Foundation.open(config, kafka, new FileObjectStore(objects), metrics.registry(), health));
        var management = new ManagementServer(foundation.vertx(), config.section("management", ManagementSettings.class),
                ProcessInfo.of(name, version), health, metrics);
        var process = new ServiceProcess(house, foundation, management, version);
        health.addReady("start", () -> process.complete.get() ? Status.up("complete") : Status.down("under way"));
        house.open(management);
        house.open(new TopicsService(foundation.admin(), kafka, foundation.queue(), TopicsService.PATIENT));
        // The first write would otherwise wait for the topics to be looked up.
        foundation.writer().start();
        return process;
    }

    /** Opens the gateway; returns when it knows all jobs and answers. */
    public GatewayService gateway() throws Exception {
        return house.open(new GatewayService(foundation, version));
    }

    /** Opens the gateway of a package server; returns when it knows all packages and answers. */
    public GatewayService packageGateway() throws Exception {
        return house.open(GatewayService.ofPackages(foundation, version));
    }

    /** Opens the installer builder; returns at once, {@link InstallerBuilderService#awaitJobs} tells when it would take a job. */
    public InstallerBuilderService installers() throws Exception {
        return house.open(new InstallerBuilderService(foundation));
    }

    /** Opens the repackager; returns at once, {@link RepackagerService#awaitJobs} tells when it would take a job. */
    public RepackagerService repackager() throws Exception {
        return house.open(new RepackagerService(foundation));
    }

    /**
     * Opens signing; returns at once, {@link SigningService#awaitJobs} tells when it would take a job.
     */
    public SigningService signing() throws Exception {
        return house.open(new SigningService(foundation));
    }

    /**
     * Opens signing, which looks up passwords in {@code environment}.
     *
     * @param environment
     *            answers null for a variable that is not set
     */
    public SigningService signing(Function<String, @Nullable String> environment) throws Exception {
        return house.open(new SigningService(foundation, environment, Clock.systemUTC()));
    }

    /** Opens the package store; returns at once, {@link PackageStoreService#awaitJobs} tells when it would take a job. */
    public PackageStoreService packageStore() throws Exception {
        return house.open(new PackageStoreService(foundation));
    }

    /**
     * Opens the package store, which then tells of what happens to packages.
     *
     * @param lock
     *            see {@link PackageStoreService}
     */
    public PackageStoreService packageStore(DirectoryReport report, @Nullable DirectoryLock lock) throws Exception {
        return house.open(new PackageStoreService(foundation, report, lock));
    }

    /**
     * Opens the environment builder; returns at once, {@link EnvironmentBuilderService#awaitJobs} tells when it would take a job.
     */
    public EnvironmentBuilderService environments() throws Exception {
        return house.open(new EnvironmentBuilderService(foundation));
    }

    /** Tells the management port that everything is up. */
    public void complete() {
        complete.set(true);
    }

    /** Where Kafka is reached. */
    public String kafka() {
        return foundation.kafka().bootstrap();
    }

    /** Where health and metrics are. */
    public String managementAddress() {
        return "http://" + foundation.config().section("management", ManagementSettings.class).host() + ":"
                + management.port();
    }
}
