package io.packhouse.gateway.installers;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.downloads.DetachedSignatures;

/**
 * Downloads (section 9): the address in a result leads on, with 302, to the file under its name, so that browsers save it
 * under that name. What does not exist is 404, and what is not ready yet 503 with {@code Retry-After}; never a page that a
 * client could take for an archive.
 */
final class InstallerDownloads {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final Builds builds;
    private final InstallerLinks links;
    private final ArtifactResponse artifacts;
    private final DetachedSignatures signatures;

    InstallerDownloads(Builds builds, InstallerLinks links, ArtifactResponse artifacts, DetachedSignatures signatures) {
        this.builds = builds;
        this.links = links;
        this.artifacts = artifacts;
        this.signatures = signatures;
    }

    /** {@code …/BUILD_ID/installers/PLATFORM[/]} with any method: 302 to the file. */
    void redirect(RoutingContext context) {
        Optional<Platform> platform = Platform.parse(context.pathParam("platform"));
        ready(context, build -> platform.map(wanted -> build.result().platforms().get(wanted.wire())).ifPresentOrElse(
                file -> context.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, links.file(build.id(), file))
                        .end(),
                () -> Page.notFound(context, "This build has no installer for such a platform.")));
    }

    /**
     * {@code …/static/installers/BUILD_ID/FILE}: the bytes of a file that the build's outcome names; with {@code .sig} behind it,
     * its detached signature.
     */
    void file(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            Page.notAllowed(context, "GET, HEAD");
            return;
        }
        String name = context.pathParam("file");
        ready(context, build -> find(build, name).ifPresentOrElse(artifact -> send(context, build, artifact),
                () -> signed(build, name).ifPresentOrElse(artifact -> sendSignature(context, artifact),
                        () -> Page.notFound(context, "This build has no such file."))));
    }

    private static Optional<Artifact> find(Build.Ready build, String name) {
        return build.outcome().artifacts().stream().filter(artifact -> artifact.name().equals(name)).findAny();
    }

    /** The file whose signature is called {@code name}. */
    private static Optional<Artifact> signed(Build.Ready build, String name) {
        return name.endsWith(DetachedSignatures.SUFFIX)
                ? find(build, name.substring(0, name.length() - DetachedSignatures.SUFFIX.length()))
                : Optional.empty();
    }

    private void sendSignature(RoutingContext context, Artifact artifact) {
        signatures.of(artifact, XmlRpcHandler.CALLER).compose(signature -> artifacts.send(context, signature))
                .onFailure(e -> Page.failed(context, e));
    }

    private void ready(RoutingContext context, Consumer<Build.Ready> then) {
        Optional<JobId> id = JobId.parse(context.pathParam("build"));
        if (id.isEmpty()) {
            Page.notFound(context, "A build id is 40 characters a-z and 0-9.");
            return;
        }
        builds.find(id.get()).onSuccess(found -> {
            switch (found) {
                case Build.Ready build -> then.accept(build);
                case Build.Unfinished() -> Page.unavailable(context, "This build is not finished yet.");
                case Build.None(String why) -> Page.notFound(context, why);
            }
        }).onFailure(e -> Page.failed(context, e));
    }

    private void send(RoutingContext context, Build.Ready build, Artifact artifact) {
        context.response().putHeader(HttpHeaders.LAST_MODIFIED, HTTP_DATE.format(build.outcome().endedAt()));
        artifacts.send(context, artifact).onFailure(e -> Page.failed(context, e));
    }
}
