package io.packhouse.gateway.packages;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.Revision;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.ListQuery;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.http.BlockingCalls;

/** What {@code /api/v1/packages} tells: the packages that there are, and every revision that was ever uploaded. */
public final class PackagesApi {

    static final String PATH = "/api/v1/packages";
    static final String PACKAGE = PATH + "/{id}/{architecture}";
    static final String REVISION = PACKAGE + "/revisions/{revision}";

    private final CatalogueView view;
    private final BlockingCalls calls;
    private final ArtifactResponse artifacts;

    /**
     * @param calls
     *            walks through long lists
     */
    public PackagesApi(PackagesFoundation house, BlockingCalls calls, ArtifactResponse artifacts) {
        this.view = house.view();
        this.calls = calls;
        this.artifacts = artifacts;
    }

    /** Mounts the operations. */
    public void mount(ApiRoutes routes) {
        routes.mount(HttpMethod.GET, PATH, Scope.PACKAGES_READ, this::list);
        routes.mount(HttpMethod.GET, PATH + "/{id}", Scope.PACKAGES_READ, this::architectures);
        routes.mount(HttpMethod.GET, PACKAGE, Scope.PACKAGES_READ, this::get);
        routes.mount(HttpMethod.GET, PACKAGE + "/revisions", Scope.PACKAGES_READ, this::revisions);
        routes.mount(HttpMethod.GET, REVISION, Scope.PACKAGES_READ, this::revision);
        routes.mount(HttpMethod.GET, REVISION + "/file", Scope.PACKAGES_READ, this::file);
        routes.mount(HttpMethod.HEAD, REVISION + "/file", Scope.PACKAGES_READ, this::file);
    }

    private void list(RoutingContext request) {
        PackageListQuery query = PackageListQuery.of(request.queryParams());
        Stock stock = view.stock();
        answer(request, calls.call(() -> json(query.answer(stock))));
    }

    private static ObjectNode json(PackageListQuery.Page page) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode all = json.putArray("packages");
        page.offers().forEach(offer -> all.add(PackageJson.of(offer.revision())));
        if (page.next() != null) {
            json.put("next", page.next().cursor());
        }
        return json;
    }

    private void architectures(RoutingContext request) {
        answer(request, view.shelf(id(request)).map(shelf -> {
            ObjectNode json = Json.mapper().createObjectNode();
            ArrayNode all = json.putArray("packages");
            shelf.orElseThrow(() -> unknown().exception()).offers()
                    .forEach(offer -> all.add(PackageJson.of(offer.revision())));
            return json;
        }));
    }

    private void get(RoutingContext request) {
        answer(request, view.current(key(request))
                .map(found -> PackageJson.of(found.orElseThrow(() -> unknown().exception()))));
    }

    /** Newest first; a cursor is the number of the last one that was told. */
    private void revisions(RoutingContext request) {
        PackageKey key = key(request);
        MultiMap parameters = request.queryParams();
        ListQuery query = new ListQuery(parameters, Set.of(), "limit and cursor");
        int limit = query.limit();
        Integer before = query.filter("cursor", PackagesApi::number,
                "a cursor is the value of 'next' in an answer, unchanged");
        query.check();
        answer(request, view.revisions(key).compose(all -> all.isEmpty()
                ? Future.failedFuture(unknown().exception())
                : view.current(key).map(current -> json(key, all, current, before, limit))));
    }

    private static ObjectNode json(PackageKey key, List<Revision> all, Optional<Revision> current, @Nullable Integer before,
            int limit) {
        ObjectNode json = Json.mapper().createObjectNode().put("id", key.id()).put("architecture", key.token());
        current.ifPresent(one -> json.put("current", one.number()));
        ArrayNode told = json.putArray("revisions");
        int number = Math.min(before == null ? all.size() : before - 1, all.size());
        for (; number >= 1 && told.size() < limit; number--) {
            told.add(PackageJson.of(all.get(number - 1)));
        }
        if (number >= 1) {
            json.put("next", Integer.toString(number + 1));
        }
        return json;
    }

    private void revision(RoutingContext request) {
        answer(request, found(request).map(PackageJson::of));
    }

    private void file(RoutingContext request) {
        found(request).compose(revision -> artifacts.send(request, StoredFiles.of(revision))).onFailure(request::fail);
    }

    private Future<Revision> found(RoutingContext request) {
        return view.revision(key(request), revisionOf(request))
                .map(found -> found.orElseThrow(() -> unknownRevision().exception()));
    }

    private static String id(RoutingContext request) {
        return ApiRoutes.parameter(request, "id").orElseThrow(() -> unknown().exception());
    }

    /** The package that the path names. */
    static PackageKey key(RoutingContext request) {
        String architecture = ApiRoutes.parameter(request, "architecture").orElseThrow(() -> unknown().exception());
        return new PackageKey(id(request), architecture.equals(PackageKey.ALL) ? "" : architecture);
    }

    /** The revision that the path names. */
    static int revisionOf(RoutingContext request) {
        return ApiRoutes.parameter(request, "revision").flatMap(PackagesApi::number)
                .orElseThrow(() -> unknownRevision().exception());
    }

    private static Optional<Integer> number(String text) {
        return Optional.of(text).filter(digits -> digits.matches("[1-9][0-9]{0,8}")).map(Integer::valueOf);
    }

    static Failure unknown() {
        return new Failure(Failure.Code.NOT_FOUND, "there is no such package");
    }

    static Failure unknownRevision() {
        return new Failure(Failure.Code.NOT_FOUND, "there never was such a revision of such a package");
    }

    private static void answer(RoutingContext request, Future<? extends JsonNode> answer) {
        answer.onComplete(done -> {
            if (done.failed()) {
                request.fail(done.cause());
            } else if (!request.response().ended() && !request.response().closed()) {
                request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(Buffer.buffer(Json.write(done.result())));
            }
        });
    }
}
