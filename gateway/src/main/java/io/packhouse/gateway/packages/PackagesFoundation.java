package io.packhouse.gateway.packages;

import java.util.function.Supplier;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.platform.objects.ObjectStore;

/**
 * What both ways into the package store stand on, the original's interface and the API.
 *
 * @param access
 *            who may do what
 * @param view
 *            what is in the catalogue
 * @param jobs
 *            changes it
 * @param uploads
 *            takes packages
 * @param publicUrl
 *            scheme, host and port as the world sees them
 */
public record PackagesFoundation(Access access, CatalogueView view, PackageJobs jobs, PackageUploads uploads,
        Supplier<String> publicUrl) {

    /** Made once. */
    public static PackagesFoundation of(Vertx vertx, PackagesGatewaySettings settings, Access access, CatalogueView view,
            Jobs jobs, ObjectStore objects, Supplier<String> publicUrl) {
        return new PackagesFoundation(access, view, new PackageJobs(jobs, view),
                new PackageUploads(vertx, objects, settings), publicUrl);
    }

    /** Whether a browser sent this for a page of another site: it lets pages post unasked, but says whose they are. */
    boolean isForeignPage(RoutingContext context) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        return origin != null && !origin.equals(publicUrl.get());
    }
}
