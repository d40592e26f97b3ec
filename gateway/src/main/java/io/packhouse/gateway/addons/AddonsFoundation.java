package io.packhouse.gateway.addons;

import java.util.function.Supplier;

import io.vertx.core.Vertx;

import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.secrets.Secrets;

/**
 * What both ways to order rebuilds stand on, the original's interface and the API.
 *
 * @param secrets
 *            of callers
 * @param sdks
 *            which SDKs there are
 * @param forms
 *            reads requests
 * @param links
 *            where results will be
 */
public record AddonsFoundation(Secrets secrets, SdkView sdks, FormBodies forms, AddonLinks links) {

    /** Requests that are read at once; each costs a virtual thread and some 200 KB. */
    private static final int READERS = 1000;

    /**
     * @param publicUrl
     *            scheme, host and port as the world sees them; asked when an answer needs it
     */
    public static AddonsFoundation of(Vertx vertx, AddonsGatewaySettings settings, Secrets secrets, SdkView sdks,
            ObjectStore objects, Supplier<String> publicUrl) {
        return new AddonsFoundation(secrets, sdks,
                new FormBodies(new BlockingCalls(vertx, READERS), objects, settings.limits()), new AddonLinks(publicUrl));
    }
}
