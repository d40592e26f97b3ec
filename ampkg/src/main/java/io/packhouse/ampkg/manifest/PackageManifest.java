package io.packhouse.ampkg.manifest;

import java.util.List;
import java.util.Map;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.FormatHeader;
import io.packhouse.ampkg.yaml.YamlLimits;
import io.packhouse.ampkg.yaml.YamlNode;
import io.packhouse.ampkg.yaml.YamlReader;

import static java.util.Collections.unmodifiableMap;

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
 *            sorted by code unit, duplicates kept
 * @param version
 *            empty when it has none
 * @param applications
 *            at least one
 */
public record PackageManifest(boolean legacy, String id, String icon, Map<String, String> names,
        Map<String, String> descriptions, List<String> categories, String version, List<Application> applications) {

    /** The name of the manifest's entry in the package. */
    public static final String ENTRY = "info.yaml";

    private static final FormatHeader CURRENT = new FormatHeader("am-package", 1);
    private static final FormatHeader LEGACY = new FormatHeader("am-application", 1);

    public PackageManifest {
        names = unmodifiableMap(names);
        descriptions = unmodifiableMap(descriptions);
        categories = List.copyOf(categories);
        applications = List.copyOf(applications);
    }

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
        try {
            List<YamlNode> documents = YamlReader.read(yaml, limits);
            FormatHeader format = FormatHeader.require(documents, List.of(CURRENT, LEGACY));
            if (documents.size() < 2) {
                throw new PackageException("there is no second document");
            }
            YamlNode body = documents.get(1);
            return format.equals(LEGACY) ? LegacyRules.manifest(body) : PackageRules.manifest(body);
        } catch (PackageException broken) {
            throw new PackageException("Failed to parse manifest file " + ENTRY + ": " + broken.getMessage(), broken);
        }
    }
}
