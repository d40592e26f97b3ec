package io.packhouse.gateway.addons;

import java.util.concurrent.Callable;
import java.util.function.Function;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.FailureException;
import io.packhouse.gateway.forms.FormException;
import io.packhouse.gateway.forms.FormReader;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.gateway.http.BodyStream;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.secrets.Secrets;

/** Reads the forms of requests, each on a virtual thread of its own, with their files going into the store as they come. */
final class FormBodies {

    private final BlockingCalls readers;
    private final ObjectStore objects;
    private final AddonsLimits limits;
    private final UnprovenRoom room;

    /**
     * @param readers
     *            bounds how many forms are read at once
     */
    FormBodies(BlockingCalls readers, ObjectStore objects, AddonsLimits limits) {
        this.readers = readers;
        this.objects = objects;
        this.limits = limits;
        this.room = new UnprovenRoom(limits.unproven().bytes());
    }

    /**
     * Reads the form of a request. Call it before anything asynchronous has happened to the request.
     *
     * @param secrets
     *            of which the form must bring one; null when the caller is known already
     * @param use
     *            makes something of the complete form, which is discarded behind it; may block
     * @return fails with {@link RefusedException}, {@link io.packhouse.gateway.forms.FormException} or
     *         {@link io.packhouse.contracts.FailureException}; with the first also when the body is no form, which brings
     *         no secret then
     */
    <T> Future<T> read(RoutingContext context, @Nullable Secrets secrets, Function<RebuildForm, T> use) {
        try {
            if (secrets != null && secrets.isEmpty()) {
                throw RefusedException.accessDenied();
            }
            FormReader reader = FormReader.of(context.request().getHeader(HttpHeaders.CONTENT_TYPE))
                    .orElseThrow(RefusedException::accessDenied);
            BodyStream body = BodyStream.open(context, limits.body().bytes(), limits.bodyTime());
            return readers.call(() -> {
                try (RebuildForm form = new RebuildForm(secrets, objects, room)) {
                    reader.read(body, limits.form(), form);
                    return use.apply(form);
                }
            });
        } catch (RefusedException | FormException | FailureException e) {
            return Future.failedFuture(e);
        }
    }

    /** Does what may block, such as reading a document, on a virtual thread as well, and within the same bound. */
    <T> Future<T> apart(Callable<T> work) {
        return readers.call(work);
    }

    /** What callers take who have not shown a secret; in bytes. */
    long unproven() {
        return room.taken();
    }
}
