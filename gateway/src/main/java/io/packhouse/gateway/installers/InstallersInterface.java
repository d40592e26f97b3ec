package io.packhouse.gateway.installers;

import java.util.function.Supplier;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.downloads.DetachedSignatures;
import io.packhouse.gateway.http.RequestBody;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.gateway.xmlrpc.MethodCallReader;

/**
 * The Custom Installer Builder's interface below its mount. Anybody may call it, as the original (section 2). Paths that it
 * does not know are left to the router.
 */
public final class InstallersInterface {

    private final String prefix;
    private final XmlRpcHandler xmlRpc;
    private final InstallerDownloads downloads;

    /**
     * Call it before the server takes requests; it loads what the first call would wait for.
     *
     * @param publicUrl
     *            scheme, host and port as the world sees them, such as {@code https://packhouse.example.org}; asked when an
     *            answer needs it
     */
    public InstallersInterface(Vertx vertx, InstallersGatewaySettings settings, Supplier<String> publicUrl, Jobs jobs,
            ArtifactResponse artifacts, DetachedSignatures signatures) {
        WaitingCall.warmUp();
        prefix = settings.prefix();
        InstallersLimits limits = settings.limits();
        InstallerLinks links = new InstallerLinks(publicUrl, prefix);
        Builds builds = new Builds(jobs, settings.patience());
        InstallersMethods methods = new InstallersMethods(new WaitingCall(jobs), builds, links,
                new InstallersRules(settings.reservedPercentage(), limits), settings.waitLimit());
        xmlRpc = new XmlRpcHandler(new RequestBody(limits.body().toInt(), limits.bodyTime()), new Reading(vertx),
                new MethodCallReader(limits.xmlRpc()), methods);
        downloads = new InstallerDownloads(builds, links, artifacts, signatures);
    }

    /**
     * Adds the paths. Each is answered with and without a slash at its end: the original's redirect to the slash made
     * clients lose the body of a POST.
     */
    public void mount(Router router) {
        mount(router, "/xmlrpc", xmlRpc);
        mount(router, "/:build/installers/:platform", downloads::redirect);
        mount(router, "/static/installers/:build/:file", downloads::file);
    }

    /** The name is for metrics, which must not have one for each build. */
    private void mount(Router router, String path, Handler<RoutingContext> handler) {
        router.route(prefix + path).setName(prefix + path).handler(handler);
    }
}
