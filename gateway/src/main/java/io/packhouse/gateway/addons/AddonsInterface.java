package io.packhouse.gateway.addons;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.addons.SdkCatalogue;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.downloads.DetachedSignatures;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.gateway.jobs.Removals;
import io.packhouse.platform.secrets.Secrets;

/** The Add-on Builder's interface, {@code /repackage/} and {@code /xpi/}. Paths that it does not know are left to the router. */
public final class AddonsInterface {

    /** Where orders are posted. */
    public static final String REBUILD = "/repackage/rebuild";
    /** Where the SDKs are listed. */
    public static final String SDK_VERSIONS = "/repackage/sdk-versions";

    private static final Logger log = LoggerFactory.getLogger(AddonsInterface.class);

    private final RebuildHandler rebuild;
    private final SdkView sdks;
    private final AddonDownloads downloads;
    private final AddonRemovals removals;
    private final Secrets secrets;

    /** Made of what the API of the same orders stands on. */
    public AddonsInterface(AddonsFoundation foundation, AddonsGatewaySettings settings, Jobs jobs, Removals removed,
            ArtifactResponse artifacts, DetachedSignatures signatures) {
        this.secrets = foundation.secrets();
        this.sdks = foundation.sdks();
        this.rebuild = new RebuildHandler(foundation.forms(), secrets, new RebuildRules(sdks, settings.limits()),
                foundation.links(), jobs);
        this.downloads = new AddonDownloads(jobs, removed, artifacts, signatures);
        this.removals = new AddonRemovals(foundation.forms(), secrets, removed, settings.removeByGet());
    }

    /**
     * Adds the paths. Each is answered with and without the slash at its end: a redirect to the slash would make clients lose
     * the body of a POST.
     */
    public void mount(Router router) {
        mount(router, REBUILD, rebuild);
        mount(router, SDK_VERSIONS, this::sdkVersions);
        mount(router, "/xpi/download/:hashtag", downloads::download);
        mount(router, "/xpi/download/:hashtag/*", downloads::download);
        mount(router, "/xpi/check_download/:hashtag", downloads::check);
        mount(router, "/xpi/remove/:hashtag", removals::remove);
    }

    private static void mount(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).setName(path).handler(handler);
    }

    /** Says how to set a secret, where there is none. */
    public void tellOfSecrets() {
        if (secrets.isEmpty()) {
            log.atWarn().log("No secret is configured: " + REBUILD + "/ refuses everything; put one a line into a file and "
                    + "name it in addons.secrets-file, or set PACKHOUSE_ADDONS_SECRETS");
        }
    }

    private void sdkVersions(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            PlainAnswer.notAllowed(context, "GET, HEAD");
            return;
        }
        PlainAnswer.json(context, sdks.catalogue().sdks().stream().map(SdkCatalogue.Sdk::version).toList());
    }
}
