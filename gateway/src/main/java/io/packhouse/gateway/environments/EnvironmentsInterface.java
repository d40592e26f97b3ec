package io.packhouse.gateway.environments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;

import io.packhouse.gateway.api.ProblemHandler;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.environments.EnvironmentsGatewaySettings.FileLink;
import io.packhouse.gateway.environments.EnvironmentsGatewaySettings.Switch;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.platform.objects.ObjectStore;

/**
 * The AddonScript API v2 (reference, 1.1, 3 and 6.5). Paths are taken apart by {@link EncodedPath}; the routes of the router only
 * lead here, and name requests for metrics.
 */
public final class EnvironmentsInterface {

    /** The versions of the API that are served. */
    public static final List<String> VERSIONS = List.of("v2");

    private static final Features FEATURES = new Features(List.of("addons", "files", "builder"), Orders.MANIFEST_VERSION);

    private record Features(List<String> features, int manifestVersion) {
    }

    private final EnvironmentsGatewaySettings settings;
    private final String prefix;
    private final Environments environments;
    private final AddonPages addons;
    private final FilePages files;
    private final BuilderPage builder;

    /**
     * @param publicUrl
     *            scheme, host and port as the world sees them, without a slash at the end; asked when an answer needs it
     */
    public EnvironmentsInterface(Vertx vertx, EnvironmentsGatewaySettings settings, Supplier<String> publicUrl,
            RepositoryView repository, Jobs jobs, ObjectStore objects, BlockingCalls calls, ArtifactResponse artifacts,
            MeterRegistry metrics) {
        this.settings = settings;
        this.prefix = settings.prefix();
        OwnLinks links = OwnLinks.of(settings, publicUrl);
        StoredBlobs blobs = new StoredBlobs(objects);
        FileLink fileLink = settings.compat().fileLink();
        long memory = settings.cache().bytes();
        Documents documents = new Documents(blobs, fileLink != FileLink.OFF, memory);
        environments = new Environments(vertx, objects, calls, jobs, links, settings, metrics);
        addons = new AddonPages(repository, blobs, calls, artifacts, new ManifestForm(fileLink), memory / 4);
        files = new FilePages(repository, documents, objects, calls, artifacts, links, fileLink == FileLink.BOTH);
        builder = new BuilderPage(settings, repository, new Orders(documents, settings), environments, jobs, calls);
    }

    /** Adds the paths; after {@link ProblemHandler#installOn}. The base itself is left to the landing page where it is {@code /}. */
    public void mount(Router router) {
        for (String path : List.of("/v2/builder", "/v2/env", "/v2/addons/*", "/v2/files/*", "/v2/*", "/blobs/*")) {
            mount(router, prefix + path);
        }
        if (!prefix.isEmpty()) {
            mount(router, prefix + "/*");
        }
        ProblemHandler others = new ProblemHandler();
        router.errorHandler(400, context -> {
            if (isBroken(context.request().path())) {
                BuilderAnswers.notFound(context, "there is nothing at this path");
            } else {
                others.handle(context);
            }
        });
    }

    /** The router routes no path that it cannot decode; here it is a path with nothing behind it. */
    private boolean isBroken(String path) {
        return (path.startsWith(prefix + "/v2/") || path.startsWith(prefix + "/blobs/"))
                && EncodedPath.below(prefix, path).isEmpty();
    }

    private void mount(Router router, String path) {
        router.route(path).setName(path).handler(this::handle)
                .failureHandler(context -> BuilderAnswers.fail(context, reason(context)));
    }

    private static Throwable reason(RoutingContext context) {
        return context.failure() == null
                ? new HttpException(context.statusCode())
                : context.failure();
    }

    private void handle(RoutingContext context) {
        Optional<List<String>> path = EncodedPath.below(prefix, context.request().path());
        Optional<Handler<RoutingContext>> page = path.flatMap(this::page);
        if (page.isPresent()) {
            page.get().handle(context);
        } else {
            BuilderAnswers.notFound(context, "there is nothing at this path");
        }
    }

    private Optional<Handler<RoutingContext>> page(List<String> path) {
        return switch (path.isEmpty() ? "" : path.getFirst()) {
            case "" -> path.isEmpty()
                    ? read(context -> DocumentResponse.send(context, Map.of("versions", VERSIONS)))
                    : Optional.empty();
            case "v2" -> pageOfV2(path.subList(1, path.size()));
            case "blobs" ->
                path.size() == 3 ? read(context -> files.bytes(context, path.get(1), path.get(2))) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Handler<RoutingContext>> pageOfV2(List<String> path) {
        String first = path.isEmpty() ? "" : path.getFirst();
        return switch (first + "/" + path.size()) {
            case "/0", "/1" -> read(context -> DocumentResponse.send(context, FEATURES));
            case "builder/1" -> post(builder::build);
            case "env/1" -> settings.compat().envPath() == Switch.ON ? post(builder::build) : Optional.empty();
            case "addons/3" -> read(context -> addons.addon(context, path.get(1), path.get(2)));
            case "addons/4" -> read(context -> addons.manifest(context, path.get(1), path.get(2), path.get(3)));
            case "files/3" -> read(context -> files.byHash(context, path.get(1), path.get(2)));
            case "files/5" ->
                read(context -> files.byName(context, path.get(1), path.get(2), path.get(3), path.get(4)));
            default -> Optional.empty();
        };
    }

    private static Optional<Handler<RoutingContext>> read(Handler<RoutingContext> page) {
        return Optional.of(context -> {
            HttpMethod method = context.request().method();
            if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
                page.handle(context);
            } else {
                BuilderAnswers.notAllowed(context, "GET, HEAD");
            }
        });
    }

    private static Optional<Handler<RoutingContext>> post(Handler<RoutingContext> page) {
        return Optional.of(context -> {
            if (context.request().method().equals(HttpMethod.POST)) {
                page.handle(context);
            } else {
                BuilderAnswers.notAllowed(context, "POST");
            }
        });
    }

    /** Sends away everybody who waits for a build, with 503: the gateway stops, and the builds go on. */
    public void endWaiting() {
        environments.close();
    }
}
