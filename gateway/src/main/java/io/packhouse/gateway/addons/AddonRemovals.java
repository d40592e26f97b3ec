package io.packhouse.gateway.addons;

import java.util.Map;
import java.util.Optional;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.JobId;
import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.jobs.Removals;
import io.packhouse.platform.secrets.Secret;
import io.packhouse.platform.secrets.Secrets;

/**
 * {@code /xpi/remove/HASHTAG/}: what the job made is given to nobody any more. {@code POST} and {@code DELETE} with the secret,
 * as a form's field or as {@code Authorization: Bearer}; {@code GET}, which the original had, only where it is configured.
 */
final class AddonRemovals {

    private final FormBodies forms;
    private final Secrets secrets;
    private final Removals removals;
    private final boolean byGet;

    AddonRemovals(FormBodies forms, Secrets secrets, Removals removals, boolean byGet) {
        this.forms = forms;
        this.secrets = secrets;
        this.removals = removals;
        this.byGet = byGet;
    }

    void remove(RoutingContext context) {
        HttpMethod method = context.request().method();
        boolean get = byGet && method.equals(HttpMethod.GET);
        if (!get && !method.equals(HttpMethod.POST) && !method.equals(HttpMethod.DELETE)) {
            PlainAnswer.notAllowed(context, byGet ? "GET, POST, DELETE" : "POST, DELETE");
            return;
        }
        (get ? Future.<Void>succeededFuture() : secret(context)).compose(_ -> remove(context.pathParam("hashtag")))
                .onSuccess(_ -> PlainAnswer.json(context, Map.of("success", true)))
                .onFailure(e -> PlainAnswer.failed(context, e));
    }

    private Future<Void> secret(RoutingContext context) {
        Optional<Secret> presented = Access.credential(context).flatMap(secrets::find);
        if (presented.isPresent()) {
            return Future.succeededFuture();
        }
        if (context.request().getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return Future.failedFuture(RefusedException.accessDenied());
        }
        return forms.read(context, secrets, form -> {
            form.secret();
            return null;
        });
    }

    /** A hashtag that is none has nothing to remove, which is as good as removed. */
    private Future<Void> remove(String hashtag) {
        return JobId.parse(hashtag).map(id -> removals.remove(id, RebuildHandler.CALLER))
                .orElseGet(Future::succeededFuture);
    }
}
