package io.packhouse.gateway.addons;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.downloads.DetachedSignatures;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.gateway.jobs.Removals;

/**
 * {@code /xpi/download/} and {@code /xpi/check_download/} (section 6). An XPI is there when the outcome of its job says so and
 * nobody has removed it; a job that failed leaves none. Its detached signature is beside it: {@code …/NAME.xpi.sig}.
 */
final class AddonDownloads {

    private static final String CONTENT_TYPE = "application/x-xpinstall";
    /** Every other name is the XPI's own. */
    private static final String SIGNATURE = ".xpi" + DetachedSignatures.SUFFIX;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final Jobs jobs;
    private final Removals removals;
    private final ArtifactResponse artifacts;
    private final DetachedSignatures signatures;

    AddonDownloads(Jobs jobs, Removals removals, ArtifactResponse artifacts, DetachedSignatures signatures) {
        this.jobs = jobs;
        this.removals = removals;
        this.artifacts = artifacts;
        this.signatures = signatures;
    }

    private record Rebuilt(Artifact xpi, Instant endedAt) {
    }

    /** The XPI. The file name in the path is cosmetic. */
    void download(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            PlainAnswer.notAllowed(context, "GET, HEAD");
            return;
        }
        String hashtag = context.pathParam("hashtag");
        find(hashtag).compose(found -> {
            if (found.isEmpty()) {
                throw new RefusedException(404,
                        "There is no such XPI: it is not built yet, its build failed, or it was removed");
            }
            String name = asked(context, hashtag);
            if (name.endsWith(SIGNATURE)) {
                String signed = name.substring(0, name.length() - SIGNATURE.length());
                return signatures.of(named(found.get().xpi(), signed), RebuildHandler.CALLER)
                        .compose(signature -> artifacts.send(context, signature));
            }
            return send(context, named(found.get().xpi(), name), found.get().endedAt());
        }).onFailure(e -> PlainAnswer.failed(context, e));
    }

    private Future<Void> send(RoutingContext context, Artifact xpi, Instant endedAt) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "max-age=0").putHeader(HttpHeaders.LAST_MODIFIED,
                HTTP_DATE.format(endedAt));
        if (isUnchanged(context.request(), endedAt)) {
            return context.response().setStatusCode(304).putHeader(HttpHeaders.ETAG, '"' + xpi.sha256() + '"').end();
        }
        return artifacts.send(context, xpi);
    }

    /** By date, as the original knew it; an entity tag says more where there is one. */
    private static boolean isUnchanged(HttpServerRequest request, Instant endedAt) {
        String since = request.getHeader(HttpHeaders.IF_MODIFIED_SINCE);
        if (since == null || request.headers().contains(HttpHeaders.IF_NONE_MATCH)
                || request.headers().contains(HttpHeaders.IF_MATCH)) {
            return false;
        }
        try {
            Instant known = ZonedDateTime.parse(since, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return !endedAt.truncatedTo(ChronoUnit.SECONDS).isAfter(known);
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    /** Whether there is an XPI, for those who would rather ask than be told 404. */
    void check(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            PlainAnswer.notAllowed(context, "GET, HEAD");
            return;
        }
        find(context.pathParam("hashtag")).onSuccess(
                found -> PlainAnswer.json(context, Map.of("ready", found.isPresent())))
                .onFailure(e -> PlainAnswer.failed(context, e));
    }

    private Future<Optional<Rebuilt>> find(String hashtag) {
        Optional<JobId> id = JobId.parse(hashtag);
        if (id.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return jobs.outcome(id.get()).map(outcome -> outcome.flatMap(AddonDownloads::rebuilt))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(found)
                        : removals.isRemoved(id.get()).map(removed -> removed ? Optional.<Rebuilt>empty() : found));
    }

    private static Optional<Rebuilt> rebuilt(Outcome outcome) {
        return outcome instanceof Outcome.Succeeded succeeded && succeeded.kind().equals(Kind.ADDON)
                ? succeeded.artifacts().stream().findFirst().map(xpi -> new Rebuilt(xpi, succeeded.endedAt()))
                : Optional.empty();
    }

    private static Artifact named(Artifact xpi, String fileName) {
        return new Artifact(FileNames.ofDownload(fileName), CONTENT_TYPE, xpi.size(), xpi.sha256(), xpi.segments());
    }

    /** What stands behind the hashtag, decoded where it can be, without the slash at its end. */
    private static String asked(RoutingContext context, String hashtag) {
        String path = context.normalizedPath();
        int from = path.indexOf("/" + hashtag) + hashtag.length() + 2;
        String rest = from >= path.length() ? "" : path.substring(from);
        String name = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return name;
        }
    }
}
