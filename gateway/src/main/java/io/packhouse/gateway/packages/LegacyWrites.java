package io.packhouse.gateway.packages;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.packages.CatalogueAnswer;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.api.Scope;
import io.packhouse.gateway.http.RequestTrace;
import io.packhouse.gateway.packages.PackageJobs.Caller;

/** {@code PUT /package/upload} and {@code POST /package/remove} (package server reference, 2.6 and 2.7). */
final class LegacyWrites {

    /** Who asks when nobody needs to say who it is. */
    static final String CALLER = "package-server";

    private final PackagesFoundation house;
    private final boolean open;
    private final Duration longest;

    LegacyWrites(PackagesFoundation house, PackagesGatewaySettings settings) {
        this.house = house;
        this.open = settings.openWrites();
        this.longest = settings.waitLimit();
    }

    /** The raw body is the package. Answered when this gateway lists what was uploaded. */
    void upload(RoutingContext context) {
        try {
            Caller caller = caller(context, Scope.PACKAGES_WRITE);
            house.uploads().receive(context).compose(file -> house.jobs().upload(caller, file, null))
                    .compose(job -> house.jobs().end(job, longest)).onSuccess(ending -> uploaded(context, ending))
                    .onFailure(e -> uploadFailed(context, e));
        } catch (FailureException e) {
            StoreAnswer.failed(context, e);
        }
    }

    private static void uploaded(RoutingContext context, PackageEnding ending) {
        switch (ending) {
            case PackageEnding.Answered answered -> {
                switch (answered.answer()) {
                    case CatalogueAnswer.Added(PackageKey key, int _) -> uploaded(context, key, "added");
                    case CatalogueAnswer.Updated(PackageKey key, int _) -> uploaded(context, key, "updated");
                    case CatalogueAnswer.Unchanged(PackageKey key, int _) -> uploaded(context, key, "no changes");
                    case CatalogueAnswer.Removed _,CatalogueAnswer.NoSuchRevision _ ->
                        throw new IllegalStateException("an upload was answered with " + answered.answer());
                }
            }
            case PackageEnding.Refused refused -> StoreAnswer.refused(context, refused.message());
            case PackageEnding.Pending pending -> StoreAnswer.failed(context, pending.failure().exception());
        }
    }

    private static void uploaded(RoutingContext context, PackageKey key, String result) {
        StoreAnswer.json(context, new TreeMap<>(
                Map.of("architecture", key.token(), "id", key.id(), "result", result, "status", "ok")));
    }

    private static void uploadFailed(RoutingContext context, Throwable thrown) {
        if (thrown instanceof FailureException known
                && (known.failure().code() == Code.TOO_LARGE || known.failure().code() == Code.INVALID_REQUEST)) {
            StoreAnswer.refused(context, known.failure().message());
        } else {
            StoreAnswer.failed(context, thrown);
        }
    }

    /** An architecture {@code all} means the platform independent package, and none all of them. */
    void remove(RoutingContext context, Parameters parameters) {
        try {
            Caller caller = caller(context, Scope.PACKAGES_REMOVE);
            String id = parameters.get("id");
            String architecture = parameters.get("architecture");
            known(id, architecture)
                    .compose(known -> known
                            ? house.jobs().remove(caller, id, wanted(architecture))
                                    .compose(job -> house.jobs().end(job, longest))
                                    .map(Optional::of)
                            : Future.succeededFuture(Optional.<PackageEnding>empty()))
                    .onSuccess(ending -> removed(context, ending)).onFailure(e -> StoreAnswer.failed(context, e));
        } catch (FailureException e) {
            StoreAnswer.failed(context, e);
        }
    }

    private static @Nullable String wanted(String architecture) {
        return architecture.isEmpty() ? null : architecture.equals(PackageKey.ALL) ? "" : architecture;
    }

    /** What is not there needs no job, and leaves none. */
    private Future<Boolean> known(String id, String architecture) {
        String wanted = wanted(architecture);
        return id.isEmpty()
                ? Future.succeededFuture(false)
                : wanted == null
                        ? house.view().shelf(id).map(Optional::isPresent)
                        : house.view().current(new PackageKey(id, wanted)).map(Optional::isPresent);
    }

    private static void removed(RoutingContext context, Optional<PackageEnding> ending) {
        switch (ending.orElse(null)) {
            case null -> removed(context, 0);
            case PackageEnding.Answered answered ->
                removed(context, answered.answer() instanceof CatalogueAnswer.Removed(int packages) ? packages : 0);
            case PackageEnding.Refused refused -> StoreAnswer.refused(context, refused.message());
            case PackageEnding.Pending pending -> StoreAnswer.failed(context, pending.failure().exception());
        }
    }

    private static void removed(RoutingContext context, int count) {
        StoreAnswer.json(context, new TreeMap<>(Map.of("removed", count, "status", count > 0 ? "ok" : "fail")));
    }

    private Caller caller(RoutingContext context, Scope scope) {
        boolean named = !open || context.request().headers().contains(HttpHeaders.AUTHORIZATION);
        String name = named ? house.access().identify(context, scope) : Access.ANONYMOUS;
        if (name.equals(Access.ANONYMOUS) && house.isForeignPage(context)) {
            throw new Failure(Code.FORBIDDEN, "a page of another site may change nothing here without a token").exception();
        }
        return new Caller(name.equals(Access.ANONYMOUS) ? CALLER : name, null, RequestTrace.of(context).toHeader());
    }
}
