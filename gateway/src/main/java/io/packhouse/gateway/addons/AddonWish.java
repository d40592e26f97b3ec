package io.packhouse.gateway.addons;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.addons.CfxOptions;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.gateway.xmlrpc.Quoted;

/**
 * One add-on as it is asked for, by the fields of a request or by an element of {@code addons} (sections 2.1 and 2.4). An
 * empty text is as good as none.
 *
 * @param location
 *            where to fetch the XPI; null for an upload
 * @param upload
 *            the file that came; null for a location
 * @param packageKey
 *            the key of an add-on in the original's own store; null is right, because there is no such store here
 * @param fileName
 *            empty for one that {@link #downloadName} derives
 * @param version
 *            null to increment the old one
 * @param options
 *            of {@code cfx xpi}, as the caller wrote them
 * @param forced
 *            {@code package.json} keys by name
 * @param extras
 *            what comes back in the pingback as fields of their own
 */
record AddonWish(@Nullable String location, @Nullable Upload upload, @Nullable String packageKey, String fileName,
        @Nullable String version, String options, Map<String, String> forced, Map<String, String> extras) {

    /** The fields by which a receiver knows which add-on a pingback speaks of. */
    static final List<String> EXTRAS = List.of("addon", "file_id", "uuid");

    private static final int LONGEST_EXTRA = 200;
    private static final int SHOWN = 500;

    /**
     * @param fields
     *            the text of a field, empty for none
     * @param upload
     *            the file that the request means
     */
    static AddonWish of(Function<String, Optional<String>> fields, @Nullable Upload upload) {
        return new AddonWish(fields.apply("location").orElse(null), upload, fields.apply("package_key").orElse(null),
                fields.apply("filename").orElse(""), fields.apply("version").orElse(null),
                fields.apply("options").orElse(""), those(RebuildAddon.FORCED, fields), extras(fields));
    }

    private static Map<String, String> those(List<String> names, Function<String, Optional<String>> fields) {
        Map<String, String> found = new LinkedHashMap<>();
        names.forEach(name -> fields.apply(name).ifPresent(value -> found.put(name, value)));
        return found;
    }

    /** Long ones are in {@code request} once; they are not to be repeated for every add-on of a bulk. */
    static Map<String, String> extras(Function<String, Optional<String>> fields) {
        return those(EXTRAS, name -> fields.apply(name).filter(value -> value.length() <= LONGEST_EXTRA));
    }

    /** Everything that is wrong, in the order of the original's checks, of which it told the first. */
    List<BrokenRule> broken() {
        List<BrokenRule> broken = new ArrayList<>();
        sources(broken);
        if (packageKey != null) {
            broken.add(BrokenRule.own("package_key", packageKey.strip().matches("[+-]?[0-9]+")
                    ? "no add-ons are stored here, so that none can be named by package_key; send location or upload"
                    : "package_key must be a whole number, not " + Quoted.of(packageKey)));
        }
        if (version != null && !ForcedVersion.isOne(version)) {
            broken.add(new BrokenRule("version", true, "'Wrong version format'",
                    "version must be letters, digits, '.', '_', '-' and " + RebuildAddon.SDK_VERSION + ", not "
                            + Quoted.of(version)));
        }
        try {
            CfxOptions.parse(options);
        } catch (FailureException e) {
            broken.add(BrokenRule.own("options", e.failure().message()));
        }
        return broken;
    }

    private void sources(List<BrokenRule> broken) {
        String url = "(" + Quoted.plain(String.valueOf(location), SHOWN) + ")";
        String key = "(" + Quoted.plain(String.valueOf(packageKey), SHOWN) + ")";
        if (location == null && upload == null && packageKey == null) {
            broken.add(new BrokenRule("location", false, "XPI for the addon not specified.",
                    "location must be given, or an upload that names a file of the request"));
        }
        if (location != null && upload != null) {
            broken.add(exclusive("upload", "location " + url + " and upload are mutually exclusive"));
        }
        if (location != null && packageKey != null) {
            broken.add(exclusive("package_key", "location " + url + " and package_key " + key + " are mutually exclusive"));
        }
        if (upload != null && packageKey != null) {
            // Two blanks, as the original.
            broken.add(exclusive("package_key", "upload  and package_key " + key + " are mutually exclusive"));
        }
    }

    private static BrokenRule exclusive(String member, String text) {
        return new BrokenRule(member, false, text, text);
    }

    /** By what the original names an add-on that is refused. */
    String identifier() {
        String name = packageKey != null ? packageKey : location != null ? location : fileName;
        return Quoted.plain(name.isEmpty() && upload != null ? upload.fileName() : name, SHOWN);
    }

    /** The download's name (section 2.6). */
    String downloadName() {
        if (!fileName.isEmpty()) {
            return fileName;
        }
        if (location != null) {
            return FileNames.ofLocation(location);
        }
        return upload == null ? "" : FileNames.ofUpload(upload.fileName());
    }
}
