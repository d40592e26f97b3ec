package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.packhouse.contracts.addons.AddonFormat;
import io.packhouse.contracts.addons.AddonRebuilt;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.repackager.archive.NewEntry;
import io.packhouse.repackager.archive.XpiArchive;

/**
 * Gives a jpm add-on what is forced, in package.json and in install.rdf; all else, {@code bootstrap.js} too, stays as it is
 * (reference, section 10).
 */
final class JpmRebuild {

    private static final String FORMAT = "a jpm add-on";
    /** What is forced to the key of package.json and the property of install.rdf, empty where there is none. */
    private static final Map<String, List<String>> KEYS = Map.of("fullName", List.of("title", "name"), "description",
            List.of("description", "description"), "author", List.of("author", "creator"), "url",
            List.of("homepage", "homepageURL"), "license", List.of("license", ""), "main", List.of("main", ""));
    private static final List<String> WITHOUT_PLACE = List.of("type", "lib", "data", "tests");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_.@-]+");

    Rebuilt rebuild(XpiArchive archive, JpmXpi xpi, RebuildAddon wanted) throws IOException {
        String old = xpi.manifest().version();
        String version = VersionRule.version(wanted.version(), old, null);
        Map<String, String> json = new LinkedHashMap<>();
        Map<String, String> rdf = new LinkedHashMap<>();
        json.put("/version", version);
        rdf.put("version", version);
        wanted.forced().forEach((key, value) -> {
            List<String> places = KEYS.getOrDefault(key, List.of("", ""));
            if (!places.getFirst().isEmpty()) {
                json.put("/" + places.getFirst(), value);
            }
            if (!places.getLast().isEmpty()) {
                rdf.put(places.getLast(), value);
            }
        });
        checkMain(archive, wanted);
        String id = xpi.manifest().id();
        List<NewEntry> entries = CopiedEntries.with(archive, Map.of(JpmXpi.PACKAGE,
                JsonEdit.set(xpi.text(), XpiJson.commentedFactory(), json).getBytes(StandardCharsets.UTF_8),
                InstallManifest.FILE, InstallManifestEdit.set(xpi.rdf().bytes(RdfReader.SIZE_LIMIT), rdf)));
        List<String> warnings = new Warnings().withoutSdk(FORMAT, wanted).withoutPlace(FORMAT, wanted, WITHOUT_PLACE)
                .addAll(NativeCode.warnings(archive)).sentences();
        String name = xpi.json().path("name").asText("");
        String file = FILE_NAME.matcher(name).matches() ? name : id + "-" + version;
        return new Rebuilt(entries,
                new AddonRebuilt(id, rdf.getOrDefault("name", xpi.manifest().name()), old, version, AddonFormat.JPM, null,
                        "Exporting extension to " + file + ".xpi.", warnings),
                file);
    }

    private static void checkMain(XpiArchive archive, RebuildAddon wanted) {
        String main = wanted.forced().getOrDefault("main", "");
        String path = main.startsWith("./") ? main.substring(2) : main;
        if (!path.isEmpty() && archive.find(path).isEmpty() && archive.find(path + ".js").isEmpty()
                && archive.find(path + "/index.js").isEmpty()) {
            throw Refused.because("'main' is forced to be " + Refused.shown(main) + ", which the XPI does not have");
        }
    }
}
