package io.packhouse.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Topic;
import io.packhouse.gateway.addons.AddonsApi;
import io.packhouse.gateway.addons.AddonsFoundation;
import io.packhouse.gateway.addons.AddonsGatewaySettings;
import io.packhouse.gateway.addons.AddonsInterface;
import io.packhouse.gateway.addons.SdkView;
import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.OpenApiDocument;
import io.packhouse.gateway.api.ProblemHandler;
import io.packhouse.gateway.deliveries.DeliveriesApi;
import io.packhouse.gateway.deliveries.DeliveriesViewSettings;
import io.packhouse.gateway.deliveries.DeliveryView;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.downloads.DetachedSignatures;
import io.packhouse.gateway.downloads.MeteredDownloads;
import io.packhouse.gateway.environments.EnvironmentsGatewaySettings;
import io.packhouse.gateway.environments.EnvironmentsInterface;
import io.packhouse.gateway.environments.RepositoryView;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.gateway.http.Drain;
import io.packhouse.gateway.http.RequestLog;
import io.packhouse.gateway.http.TrafficServer;
import io.packhouse.gateway.installers.InstallersApi;
import io.packhouse.gateway.installers.InstallersGatewaySettings;
import io.packhouse.gateway.installers.InstallersInterface;
import io.packhouse.gateway.jobs.ArtifactsApi;
import io.packhouse.gateway.jobs.ChildrenApi;
import io.packhouse.gateway.jobs.GatewayJobs;
import io.packhouse.gateway.jobs.JobView;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.gateway.jobs.JobsApi;
import io.packhouse.gateway.jobs.LogsApi;
import io.packhouse.gateway.jobs.Removals;
import io.packhouse.gateway.packages.CatalogueView;
import io.packhouse.gateway.packages.PackageWritesApi;
import io.packhouse.gateway.packages.PackagesApi;
import io.packhouse.gateway.packages.PackagesFoundation;
import io.packhouse.gateway.packages.PackagesGatewaySettings;
import io.packhouse.gateway.packages.PackagesInterface;
import io.packhouse.gateway.signatures.GatewaySignatures;
import io.packhouse.gateway.signatures.SignaturesFoundation;
import io.packhouse.gateway.signatures.SigningKeyView;
import io.packhouse.gateway.signatures.SigningKeysApi;
import io.packhouse.platform.health.Status;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.LogRecord;
import io.packhouse.platform.kafka.LogView;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.secrets.Secrets;
import io.packhouse.platform.secrets.SecretsSettings;
import io.packhouse.platform.service.Service;

/**
 * The HTTP front: wires the job view, the interfaces and the server. Its traffic port opens when the view has caught up;
 * what was accepted before is then known.
 */
public final class GatewayService implements Service {

    private static final Logger log = LoggerFactory.getLogger(GatewayService.class);
    private static final Duration CATCH_UP_LIMIT = Duration.ofMinutes(2);
    /** Store calls at once; each is a virtual thread. */
    private static final int BLOCKING_CALLS = 2048;

    private final Foundation foundation;
    private final GatewaySettings settings;
    private final String version;
    private final boolean packagesOnly;
    private final Drain drain = new Drain();
    private final BlockingCalls calls;
    private final LogView logView;
    private final JobView jobView;
    private final GatewayJobs jobs;
    private final JobsApi jobsApi;
    private final ChildrenApi childrenApi;
    private final Removals removals;
    private final SdkView sdks;
    private final SigningKeyView signingKeys;
    private final RepositoryView environmentRepository;
    private final GatewaySignatures signatures;
    private final DeliveryView deliveries;
    private final EnvironmentsGatewaySettings environmentsSettings;
    private final PackagesGatewaySettings packages;
    private final CatalogueView catalogue;
    private final LogView catalogueLog;
    private final Secrets addonSecrets;
    private final ArtifactResponse artifacts;
    private final TrafficServer server;
    private final RequestLog requestLog;
    private @Nullable ApiRoutes routes;
    private @Nullable EnvironmentsInterface environments;
    private boolean started;
    private volatile boolean open;

    /**
     * @param version
     *            of Packhouse, for the landing page
     * @throws io.packhouse.platform.config.ConfigException
     *             when the configuration is wrong
     * @throws IllegalArgumentException
     *             when the secrets cannot be read, or callers would wait for longer than connections live; in a sentence for the
     *             operator
     */
    public GatewayService(Foundation foundation, String version) {
        this(foundation, version, false);
    }

    /**
     * The gateway of a package server: no other interface is there, because nobody would do their jobs; and where others could
     * use the API without tokens it is closed, instead of refusing to start.
     */
    public static GatewayService ofPackages(Foundation foundation, String version) {
        return new GatewayService(foundation, version, true);
    }

    private GatewayService(Foundation foundation, String version, boolean packagesOnly) {
        this.packagesOnly = packagesOnly;
        this.foundation = foundation;
        this.settings = GatewaySettings.of(foundation.config());
        this.environmentsSettings = environmentsOf(foundation, settings, packagesOnly);
        this.version = version;
        Vertx vertx = foundation.vertx();
        this.calls = new BlockingCalls(vertx, BLOCKING_CALLS);
        Outcomes outcomes = new Outcomes(foundation.objects());
        this.jobView = new JobView(vertx, outcomes, calls, settings.jobs());
        this.logView = new LogView(vertx, foundation.admin(), foundation.kafka(), folded(), this::fold);
        this.sdks = new SdkView(logView::asOfNow);
        this.signingKeys = new SigningKeyView(logView::asOfNow, calls);
        this.environmentRepository = new RepositoryView(vertx, logView::asOfNow, calls, foundation.objects());
        this.deliveries = new DeliveryView(foundation, calls,
                foundation.config().section(DeliveriesViewSettings.SECTION, DeliveriesViewSettings.class));
        this.packages = foundation.config().section(PackagesGatewaySettings.SECTION, PackagesGatewaySettings.class);
        this.catalogue = new CatalogueView(vertx, calls, packages.waitingLimit());
        this.catalogueLog = new LogView(vertx, foundation.admin(), foundation.kafka(), Set.of(Topic.PACKAGES),
                catalogue::fold);
        this.removals = new Removals(foundation.objects(), calls);
        this.addonSecrets = new Secrets(
                foundation.config().section(AddonsGatewaySettings.SECTION, SecretsSettings.class));
        this.jobs = new GatewayJobs(foundation.writer(), foundation.objects(), calls, jobView, foundation.metrics());
        this.signatures = new GatewaySignatures(
                new SignaturesFoundation(vertx, foundation.objects(), calls, jobs, signingKeys, foundation.metrics()),
                foundation.config());
        this.jobsApi = new JobsApi(jobs, jobView, settings.jobs());
        this.childrenApi = new ChildrenApi(jobs, jobView, outcomes, calls);
        this.artifacts = new ArtifactResponse(vertx, foundation.objects(), new MeteredDownloads(foundation.metrics()));
        this.server = new TrafficServer(vertx, settings.http());
        this.requestLog = new RequestLog(foundation.metrics(), settings.http().accessLog());
        foundation.health().addReady("gateway", this::status);
    }

    private Status status() {
        if (!open) {
            return Status.down("the traffic port is closed");
        }
        return Status.up("open at " + address());
    }

    private static Set<Topic> folded() {
        Set<Topic> topics = EnumSet.of(Topic.EVENTS, Topic.REGISTRY);
        for (Topic topic : Topic.values()) {
            if (topic.use() == Topic.Use.QUEUE) {
                topics.add(topic);
            }
        }
        return topics;
    }

    private void fold(LogRecord record) {
        if (record.topic() == Topic.REGISTRY) {
            sdks.fold(record);
            signingKeys.fold(record);
            environmentRepository.fold(record);
        } else {
            jobView.fold(record);
        }
    }

    @Override
    public String name() {
        return "gateway";
    }

    /**
     * @throws IllegalArgumentException
     *             when the API would be open to others, in a sentence for the operator
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when the view cannot catch up
     */
    @Override
    public void start() throws Exception {
        Access access = packagesOnly
                ? Access.configuredOrClosed(settings.http().host(), settings.api().tokensFile())
                : Access.configured(settings.http().host(), settings.api().tokensFile());
        access.watch(foundation.vertx());
        addonSecrets.watch(foundation.vertx());
        started = true;
        jobView.start(logView.context(), logView::asOfNow);
        logView.start();
        deliveries.start();
        catalogueLog.start();
        catalogue.start(catalogueLog.context(), catalogueLog::asOfNow);
        awaitCaughtUp();
        GatewayMetrics.register(foundation.metrics(), jobView, jobsApi, drain);
        server.listen(router(access));
        signatures.warnOfMissingKeys();
        open = true;
        log.atInfo().addKeyValue("address", address()).log("The gateway is open");
    }

    private void awaitCaughtUp() throws InterruptedException {
        long deadline = System.nanoTime() + CATCH_UP_LIMIT.toNanos();
        while (!(logView.caughtUp() && catalogue.caughtUp())) {
            if (System.nanoTime() - deadline > 0) {
                throw new Failure(Code.UNAVAILABLE,
                        "the views of jobs and packages could not read Kafka's logs to their end within "
                                + CATCH_UP_LIMIT.toSeconds() + " s")
                        .exception();
            }
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    Router router(Access access) {
        Router router = Router.router(foundation.vertx());
        router.route().setName("any").handler(requestLog).handler(drain);
        ProblemHandler.installOn(router);
        ApiRoutes api = new ApiRoutes(router, access);
        List<LandingPage.Entry> interfaces = new ArrayList<>();
        interfaces.add(new LandingPage.Entry("Jobs API", OpenApiDocument.PATH,
                "one way for everything, below /api/v1; this is its OpenAPI description"));
        OpenApiDocument.mount(api);
        jobsApi.mount(api);
        childrenApi.mount(api);
        new LogsApi(jobs, foundation.objects(), calls).mount(api);
        DetachedSignatures detached = signatures.ofArtifacts();
        new ArtifactsApi(jobs, removals, artifacts, detached).mount(api);
        new SigningKeysApi(signingKeys).mount(api);
        new DeliveriesApi(deliveries).mount(api);
        if (!packagesOnly) {
            interfaces.add(mountInstallers(router, api, detached));
            interfaces.add(mountAddons(router, api, detached));
            interfaces.add(mountEnvironments(router));
        }
        interfaces.add(mountPackages(router, api, access));
        api.seal();
        LandingPage landing = new LandingPage(version, interfaces, versionsAtRoot());
        router.route("/").method(HttpMethod.GET).method(HttpMethod.HEAD).setName("/").handler(landing);
        routes = api;
        return router;
    }

    private LandingPage.Entry mountInstallers(Router router, ApiRoutes api, DetachedSignatures detached) {
        InstallersGatewaySettings installers = foundation.config().section(InstallersGatewaySettings.SECTION,
                InstallersGatewaySettings.class);
        new InstallersInterface(foundation.vertx(), installers, this::address, jobs, artifacts, detached)
                .mount(router);
        new InstallersApi(foundation.vertx(), installers, jobs, settings.jobs().waitLimit()).mount(api);
        return new LandingPage.Entry("Custom installers", installers.mount(),
                "the Seattle Custom Installer Builder: XML-RPC, and what it built");
    }

    private LandingPage.Entry mountAddons(Router router, ApiRoutes api, DetachedSignatures detached) {
        AddonsGatewaySettings addons = foundation.config().section(AddonsGatewaySettings.SECTION,
                AddonsGatewaySettings.class);
        AddonsFoundation shared = AddonsFoundation.of(foundation.vertx(), addons, addonSecrets, sdks,
                foundation.objects(), this::address);
        AddonsInterface original = new AddonsInterface(shared, addons, jobs, removals, artifacts, detached);
        original.mount(router);
        original.tellOfSecrets();
        new AddonsApi(shared, addons, jobs, settings.jobs().waitLimit()).mount(api);
        return new LandingPage.Entry("Add-on rebuilds", AddonsInterface.SDK_VERSIONS + "/",
                "the Add-on Builder's repackaging API: orders are posted to " + AddonsInterface.REBUILD
                        + "/; this lists the SDKs");
    }

    private LandingPage.Entry mountEnvironments(Router router) {
        EnvironmentsInterface mounted = new EnvironmentsInterface(foundation.vertx(), environmentsSettings, this::address,
                environmentRepository, jobs, foundation.objects(), calls, artifacts, foundation.metrics());
        mounted.mount(router);
        environments = mounted;
        return new LandingPage.Entry("Launch environments", environmentsSettings.prefix() + "/v2",
                "the AddonScript API: add-ons, files, and the builder of launch environments");
    }

    /** The versions of the AddonScript API whose base is {@code /}. */
    private List<String> versionsAtRoot() {
        return environments != null && environmentsSettings.prefix().isEmpty() ? EnvironmentsInterface.VERSIONS : List.of();
    }

    private static EnvironmentsGatewaySettings environmentsOf(Foundation foundation, GatewaySettings gateway,
            boolean packagesOnly) {
        EnvironmentsGatewaySettings environments = foundation.config().section(EnvironmentsGatewaySettings.SECTION,
                EnvironmentsGatewaySettings.class);
        if (!packagesOnly && environments.deadline().compareTo(gateway.http().idleTimeout()) >= 0) {
            throw new IllegalArgumentException("environments.deadline must be shorter than http.idle-timeout, which is "
                    + gateway.http().idleTimeout().toSeconds() + "s and would end the connections of those who wait");
        }
        return environments;
    }

    private LandingPage.Entry mountPackages(Router router, ApiRoutes api, Access access) {
        PackagesFoundation shared = PackagesFoundation.of(foundation.vertx(), packages, access, catalogue, jobs,
                foundation.objects(), this::address);
        new PackagesInterface(shared, packages, signatures.ofPackages(), artifacts).mount(router);
        new PackagesApi(shared, calls, artifacts).mount(api);
        new PackageWritesApi(shared, settings.jobs().waitLimit()).mount(api);
        return new LandingPage.Entry("Package store", PackagesInterface.LIST,
                "the Qt Application Manager's package server: devices list and download, developers upload; this lists the "
                        + "platform independent packages");
    }

    /** Jobs, for tests of what only an interface would do. */
    Jobs jobs() {
        return jobs;
    }

    /** The operations of the API that are mounted; after the start. */
    List<ApiRoutes.Operation> operations() {
        return Optional.ofNullable(routes).map(ApiRoutes::operations).orElse(List.of());
    }

    /** The address that callers see, such as {@code http://127.0.0.1:8080}; after the start. */
    public String address() {
        return settings.http().address(server.port());
    }

    /** The port that the server listens on; after the start. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        if (!started) {
            return;
        }
        started = false;
        open = false;
        drain.begin();
        jobsApi.endStreams();
        if (environments != null) {
            environments.endWaiting();
        }
        try {
            if (!drain.await(settings.http().drainLimit())) {
                log.atWarn().addKeyValue("requests", drain.inFlight()).log("Requests are cut off; their jobs go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        jobView.stop();
        logView.close();
        deliveries.close();
        catalogueLog.close();
        requestLog.close();
    }
}
