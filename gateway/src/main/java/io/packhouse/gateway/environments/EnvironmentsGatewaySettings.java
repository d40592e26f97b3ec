package io.packhouse.gateway.environments;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.ResponseWriter;
import io.packhouse.addonscript.relations.RelationOptions;
import io.packhouse.contracts.environments.BuildEnvironment;
import io.packhouse.platform.config.ByteSize;

/**
 * What the gateway's part of the environment builder lets an operator choose: keys of the section {@code environments}, which
 * env-builder reads others of. {@value #DEFAULTS} says what each means.
 *
 * @param basePath
 *            {@code /}, or a path without a slash at its end
 * @param deadline
 *            for answers, up to 590 seconds
 * @param cache
 *            for answers, and as much again for documents
 * @param bodies
 *            for large requests, all together
 */
public record EnvironmentsGatewaySettings(String basePath, Duration deadline, boolean privateInstance, Optional<URI> blobUrl,
        Duration staleFor, int waitingLimit, Duration noDataFor, ByteSize cache, Duration bodyTime, ByteSize bodies,
        Unrelated unrelatedProvided, SoftRequirement softRequirement, Compat compat) {

    /** The name of the annotated default file on the class path. */
    public static final String DEFAULTS = "config/environments-gateway.yaml";
    /** The section of these settings. */
    public static final String SECTION = "environments";

    private static final Pattern BASE = Pattern.compile("/|(/[A-Za-z0-9._~-]*[A-Za-z0-9_~-])+");
    private static final Duration LONGEST = Duration.ofSeconds(590);

    /** What becomes of a provided add-on that is no relation. */
    public enum Unrelated {
        REJECT, IGNORE
    }

    /** What a plain version accepts in the place of a range. */
    public enum SoftRequirement {
        EXACT, ANY
    }

    /** What becomes of {@code link}, the old name of {@code src}. */
    public enum FileLink {
        OFF, READ, BOTH
    }

    /** How answers say how the game is started. */
    public enum LaunchDialect {
        AUTO, PATCH, CONFIG
    }

    /** Whether a path is there. */
    public enum Switch {
        OFF, ON
    }

    /** The revisions of AddonScript. */
    public record Compat(FileLink fileLink, LaunchDialect launchDialect, Switch envPath) {
    }

    public EnvironmentsGatewaySettings {
        if (!BASE.matcher(basePath).matches() || basePath.equals("/api") || basePath.startsWith("/api/")) {
            throw new IllegalArgumentException(
                    "base-path is / or a path such as /as, without a slash at its end and not below /api, not '" + basePath
                            + "'");
        }
        if (!deadline.isPositive() || deadline.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("deadline is longer than nothing and at most " + LONGEST.toSeconds() + "s");
        }
        if (!bodyTime.isPositive() || waitingLimit < 1) {
            throw new IllegalArgumentException("body-time is longer than nothing, and waiting-limit at least 1");
        }
        blobUrl.ifPresent(EnvironmentsGatewaySettings::check);
    }

    private static void check(URI url) {
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme())) || url.getHost() == null
                || url.getRawQuery() != null || url.getRawFragment() != null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "blob-url is an address such as https://cdn.example.org/blobs, not '" + url + "'");
        }
    }

    /** What stands before every path: empty for {@code /}. */
    public String prefix() {
        return basePath.equals("/") ? "" : basePath;
    }

    RelationOptions relations() {
        return new RelationOptions(unrelatedProvided == Unrelated.REJECT, softRequirement == SoftRequirement.ANY);
    }

    BuildEnvironment.ResponseForm form(Manifest manifest) {
        boolean isConfig = switch (compat.launchDialect) {
            case CONFIG -> true;
            case PATCH -> false;
            case AUTO -> ResponseWriter.Dialect.of(manifest) == ResponseWriter.Dialect.CONFIG;
        };
        return new BuildEnvironment.ResponseForm(isConfig, compat.fileLink == FileLink.BOTH);
    }
}
