package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.packhouse.contracts.addons.AddonFormat;
import io.packhouse.contracts.addons.AddonRebuilt;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.repackager.archive.NewEntry;
import io.packhouse.repackager.archive.XpiArchive;
import io.packhouse.repackager.archive.XpiEntry;

/**
 * Gives a WebExtension what is forced, in manifest.json, where all else stays as it is written; every other file stays as it
 * is. An {@code install.rdf} besides is given the same.
 */
final class WebExtensionRebuild {

    private static final String FORMAT = "a WebExtension";
    /** What is forced to the member of the manifest. */
    private static final Map<String, String> KEYS = Map.of("fullName", "name", "description", "description", "author",
            "author", "url", "homepage_url");
    /** What Firefox shows instead of {@code author} and {@code homepage_url} where it is there. */
    private static final Map<String, String> DEVELOPER = Map.of("author", "name", "url", "url");
    private static final Map<String, String> RDF = Map.of("fullName", "name", "description", "description", "author",
            "creator", "url", "homepageURL");
    private static final List<String> WITHOUT_PLACE = List.of("type", "license", "lib", "data", "tests", "main");

    Rebuilt rebuild(XpiArchive archive, WebExtensionXpi xpi, RebuildAddon wanted)
            throws IOException {
        String version = VersionRule.ofWebExtension(VersionRule.version(wanted.version(), xpi.version(), null));
        Map<String, String> json = new LinkedHashMap<>();
        Map<String, String> rdf = new LinkedHashMap<>();
        json.put("/version", version);
        rdf.put("version", version);
        wanted.forced().forEach((key, value) -> {
            if (KEYS.containsKey(key)) {
                json.put("/" + KEYS.get(key), value);
                rdf.put(RDF.getOrDefault(key, key), value);
            }
            if (DEVELOPER.containsKey(key)) {
                json.put("/developer/" + DEVELOPER.get(key), value);
            }
        });
        Map<String, byte[]> changed = new HashMap<>();
        changed.put(WebExtensionXpi.MANIFEST,
                JsonEdit.set(xpi.text(), XpiJson.commentedFactory(), json).getBytes(StandardCharsets.UTF_8));
        if (xpi.rdf().isPresent()) {
            changed.put(InstallManifest.FILE, edited(xpi.rdf().get(), rdf));
        }
        List<NewEntry> entries = CopiedEntries.with(archive, changed);
        List<String> warnings = new Warnings().withoutSdk(FORMAT, wanted).withoutPlace(FORMAT, wanted, WITHOUT_PLACE)
                .addAll(NativeCode.warnings(archive)).sentences();
        String name = json.getOrDefault("/name", xpi.json().path("name").asText());
        String file = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_") + "-" + version;
        return new Rebuilt(entries, new AddonRebuilt(xpi.id(), name, xpi.version(), version,
                AddonFormat.WEBEXTENSION, null, "Exporting extension to " + file + ".xpi.", warnings), file);
    }

    private static byte[] edited(XpiEntry rdf, Map<String, String> wanted) throws IOException {
        InstallManifest.read(rdf);
        return InstallManifestEdit.set(rdf.bytes(RdfReader.SIZE_LIMIT), wanted);
    }
}
