package io.packhouse.contracts.addons;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The command to rebuild one add-on. The gateway has validated it (reference, section 2).
 *
 * @param source
 *            where the XPI is
 * @param fileName
 *            the download's name without {@code .xpi}, may be empty (section 2.6); any text, made harmless where it is used
 * @param sdkVersion
 *            the SDK to rebuild with, registered when the job was accepted; null for the default
 * @param version
 *            the version to force, in which each literal {@code {sdk_version}} stands for the version of the SDK that is
 *            used; null to increment the old one (section 4.4)
 * @param forced
 *            {@code package.json} keys to force, in the order {@link #FORCED}; never empty texts
 * @param options
 *            what {@link CfxOptions#parse} allows of {@code cfx xpi}'s options, each {@code --name} or {@code --name=value}
 * @param pingback
 *            whom to tell of the end; null for nobody
 */
public record RebuildAddon(AddonSource source, String fileName,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sdkVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String version, Map<String, String> forced,
        List<String> options, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Pingback pingback) {

    /** The keys that a caller may force besides {@code version} (section 2.1). */
    public static final List<String> FORCED = List.of("type", "fullName", "url", "description", "author", "license", "lib",
            "data", "tests", "main");

    /** What stands for the SDK's version in a forced version. */
    public static final String SDK_VERSION = "{sdk_version}";

    public RebuildAddon {
        Objects.requireNonNull(source, "the source of the add-on is missing");
        fileName = fileName == null ? "" : fileName;
        forced = forced == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(forced));
        options = options == null ? List.of() : List.copyOf(options);
    }
}
