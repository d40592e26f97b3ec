package io.packhouse.ampkg.manifest;

import java.util.List;
import java.util.Map;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.YamlLimits;

/**
 * A manifest that holds all rules of the format.
 *
 * @param legacy
 *            whether it is in the old format, {@code am-application}
 * @param icon
 *            name of a file in the package, empty when it names none
 * @param names
 *            by locale, as {@code descriptions}
 * @param categories
 *            sorted by code point, duplicates kept
 * @param version
 *            empty when it has none
 * @param applications
 *            at least one
 */
public record PackageManifest(boolean legacy, String id, String icon, Map<String, String> names,
        Map<String, String> descriptions, List<String> categories, String version, List<Application> applications) {

    /** The name of the manifest's entry in the package. */
    public static final String ENTRY = "info.yaml";

    /**
     * An application of the package.
     *
     * @param code
     *            name of a file in the package
     * @param runtime
     *            such as {@code native} or {@code qml}
     */
    public record Application(String id, String code, String runtime) {
    }

    /**
     * Reads {@code info.yaml}.
     *
     * @throws PackageException
     *             when it is no manifest; the message names the field and the line
     */
    public static PackageManifest parse(byte[] yaml, YamlLimits limits) throws PackageException {
        throw new UnsupportedOperationException();
    }
}
