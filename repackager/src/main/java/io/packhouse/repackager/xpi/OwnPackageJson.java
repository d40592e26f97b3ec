package io.packhouse.repackager.xpi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The package.json of the add-on's own package, as far as an XPI still tells it (reference, section 4.3, with the losses of the
 * original repaired as section 8.2 says).
 */
final class OwnPackageJson {

    /** What {@code metadata} may still have of it, and nothing else has. */
    private static final List<String> FROM_METADATA = List.of("license", "contributors", "translators", "keywords",
            "permissions", "directories");
    private static final Set<String> SECTIONS = Set.of("lib", "data", "tests");

    private final HarnessOptions options;
    private final InstallManifest manifest;
    private final ObjectNode json;

    private OwnPackageJson(HarnessOptions options, InstallManifest manifest) {
        this.options = options;
        this.manifest = manifest;
        json = options.json().objectNode();
    }

    /**
     * Makes it, without icons, {@code main} and the directories of sections, which depend on the files.
     *
     * @param dependencies
     *            names of the packages that it needs, the SDK's first
     */
    static ObjectNode of(AddonSdkXpi xpi, String version, Collection<String> dependencies) {
        return new OwnPackageJson(xpi.options(), xpi.manifest()).make(version, dependencies);
    }

    /** Forces what the caller wants; {@code url} is what an SDK up to 1.0b5 reads, {@code homepage} what a later one does. */
    static void force(ObjectNode json, Map<String, String> forced) {
        forced.forEach((key, value) -> {
            if (!SECTIONS.contains(key)) {
                json.put(key, value);
            }
            if (key.equals("url")) {
                json.put("homepage", value);
            }
        });
    }

    private ObjectNode make(String version, Collection<String> dependencies) {
        ObjectNode metadata = options.ownMetadata();
        json.put("id", manifest.id());
        json.put("name", options.name());
        json.put("type", manifest.text("type").orElse("2"));
        put("fullName", manifest.text("name"));
        json.put("version", version);
        Optional<String> homepage = text(metadata, "homepage").or(() -> manifest.text("homepageURL"))
                .or(() -> text(metadata, "url"));
        put("url", homepage);
        put("homepage", homepage);
        described("description", "description");
        described("author", "creator");
        for (String key : FROM_METADATA) {
            if (metadata.hasNonNull(key)) {
                json.set(key, metadata.get(key).deepCopy());
            }
        }
        if (!json.has("license")) {
            put("license", manifest.text("license"));
        }
        listed("contributors", "contributor");
        listed("translators", "translator");
        manifest.text("unpack").ifPresent(unpack -> json.put("unpack", unpack.equals("true")));
        preferences();
        json.put("no_restart", true);
        ArrayNode needs = json.putArray("dependencies");
        dependencies.forEach(needs::add);
        return json;
    }

    /** What people see in install.rdf, else what was meant to be there. */
    private void described(String key, String property) {
        Optional<String> seen = manifest.text(property);
        JsonNode meant = options.ownMetadata().path(key);
        if (seen.isPresent() || meant.isMissingNode() || meant.isNull()) {
            put(key, seen);
        } else {
            json.set(key, meant.deepCopy());
        }
    }

    private void listed(String key, String property) {
        List<String> names = manifest.texts(property);
        if (!json.has(key) && !names.isEmpty()) {
            names.forEach(json.putArray(key)::add);
        }
    }

    private void preferences() {
        ArrayNode preferences = options.preferences();
        if (!preferences.isEmpty()) {
            json.set("preferences", preferences.deepCopy());
        }
        // By default the branch is the id, which need not be said.
        options.text("preferencesBranch").filter(branch -> !branch.equals(manifest.id()))
                .ifPresent(branch -> json.put("preferences-branch", branch));
    }

    private void put(String key, Optional<String> value) {
        value.ifPresent(text -> json.put(key, text));
    }

    private static Optional<String> text(ObjectNode from, String key) {
        return Optional.ofNullable(from.path(key).textValue()).filter(text -> !text.isEmpty());
    }
}
