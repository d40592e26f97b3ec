package io.packhouse.gateway.packages;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.Revision;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.http.RequestBody;

/**
 * The package server's interface: {@code /hello}, {@code /package/…} and {@code /category/list} (package server reference, 2).
 * Within it an unknown path or method is 404 with nothing; {@code HEAD} is answered as {@code GET}.
 */
public final class PackagesInterface {

    /** The path of the landing page's link. */
    public static final String LIST = "/package/list";

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<HttpMethod> READING = List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);
    private static final RequestBody FORMS = new RequestBody(64 * 1024, Duration.ofSeconds(10));

    private final CatalogueView view;
    private final LegacyWrites writes;
    private final String projectId;
    private final PackageDownloads downloads;
    private final ArtifactResponse artifacts;

    public PackagesInterface(PackagesFoundation house, PackagesGatewaySettings settings, PackageDownloads downloads,
            ArtifactResponse artifacts) {
        this.view = house.view();
        this.writes = new LegacyWrites(house, settings);
        this.projectId = settings.projectId();
        this.downloads = downloads;
        this.artifacts = artifacts;
    }

    /** Adds the paths. */
    public void mount(Router router) {
        mount(router, "/hello", READING, withParameters(this::hello));
        mount(router, LIST, READING, withParameters(this::list));
        mount(router, "/package/icon", READING, withParameters(this::icon));
        mount(router, "/package/download", READING, withParameters(this::download));
        mount(router, "/package/upload", List.of(HttpMethod.PUT), writes::upload);
        mount(router, "/package/remove", List.of(HttpMethod.POST), withParameters(writes::remove));
        mount(router, "/category/list", READING, this::categories);
        for (String all : List.of("/hello/*", "/package/*", "/category/*")) {
            router.route(all).setName(all).handler(StoreAnswer::nothing);
        }
    }

    /** The router also takes a slash at the end, and doubled ones; the original does not. */
    private static void mount(Router router, String path, List<HttpMethod> methods, Handler<RoutingContext> handler) {
        router.route(path).setName(path).handler(context -> {
            if (methods.contains(context.request().method()) && UriText.decode(context.request().path()).equals(path)) {
                handler.handle(context);
            } else {
                StoreAnswer.nothing(context);
            }
        });
    }

    /** Those of the query, and those of a form where the query has none. */
    private static Handler<RoutingContext> withParameters(BiConsumer<RoutingContext, Parameters> handler) {
        return context -> {
            Parameters query = Parameters.of(context.request().query());
            if (context.request().method().equals(HttpMethod.POST) && isForm(context)) {
                FORMS.read(context).onSuccess(body -> handler.accept(context,
                        query.or(Parameters.of(body.toString(StandardCharsets.ISO_8859_1)))))
                        .onFailure(e -> StoreAnswer.failed(context, e));
            } else {
                handler.accept(context, query);
            }
        };
    }

    private static boolean isForm(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM);
    }

    private void hello(RoutingContext context, Parameters parameters) {
        boolean mine = parameters.get("project-id").equals(projectId);
        StoreAnswer.json(context, Map.of("status", mine ? "ok" : "incompatible-project-id"));
    }

    private void list(RoutingContext context, Parameters parameters) {
        view.list(new ListQuestion(parameters.get("architecture"), parameters.get("category"), parameters.get("filter")))
                .onSuccess(listing -> ListingResponse.send(context, listing))
                .onFailure(e -> StoreAnswer.failed(context, e));
    }

    private void categories(RoutingContext context) {
        try {
            StoreAnswer.json(context, view.stock().categories());
        } catch (FailureException e) {
            StoreAnswer.failed(context, e);
        }
    }

    private void icon(RoutingContext context, Parameters parameters) {
        send(context, parameters, revision -> Future.succeededFuture(
                Optional.ofNullable(revision.facts().icon()).filter(icon -> icon.size() > 0).map(PackagesInterface::icon)));
    }

    private static Artifact icon(BlobRef icon) {
        return new Artifact("icon.png", "image/png", icon.size(), icon.sha256(),
                List.of(new Segment.Range(icon.sha256(), 0, icon.size())));
    }

    private void download(RoutingContext context, Parameters parameters) {
        send(context, parameters, revision -> downloads
                .artifact(revision, parameters.get("hardware-id"), addressOf(context.request().remoteAddress()))
                .map(Optional::of));
    }

    private static String addressOf(SocketAddress peer) {
        return peer == null || peer.hostAddress() == null ? "" : peer.hostAddress();
    }

    /** What is asked of a revision. */
    private interface File {
        Future<Optional<Artifact>> of(Revision revision);
    }

    private void send(RoutingContext context, Parameters parameters, File file) {
        view.select(new PackageKey(parameters.get("id"), parameters.get("architecture")))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.<Artifact>empty())
                        : file.of(found.get()))
                .compose(artifact -> {
                    if (artifact.isEmpty()) {
                        StoreAnswer.nothing(context);
                        return Future.succeededFuture();
                    }
                    boolean head = context.request().method().equals(HttpMethod.HEAD);
                    return artifacts.send(context, head ? HttpMethod.HEAD : HttpMethod.GET, artifact.get());
                }).onFailure(e -> StoreAnswer.fileFailed(context, e));
    }
}
