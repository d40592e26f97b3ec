package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.repackager.archive.ArchiveLimits;
import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.Copies;
import io.packhouse.repackager.archive.NewEntry;
import io.packhouse.repackager.archive.XpiArchive;
import io.packhouse.repackager.archive.XpiWriter;

/** XPIs made by hand, entry by entry. */
final class TestXpi {

    static final String ID = "jid1-AbCdEfGhIjKlMn@jetpack";

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** Adds a file, or a directory when its name ends with a slash. */
    TestXpi with(String name, String text) {
        return with(name, text.getBytes(StandardCharsets.UTF_8));
    }

    TestXpi with(String name, byte[] bytes) {
        files.put(name, bytes);
        return this;
    }

    TestXpi without(String name) {
        files.remove(name);
        return this;
    }

    TestXpi changed(String name, UnaryOperator<String> change) {
        return with(name, change.apply(new String(files.get(name), StandardCharsets.UTF_8)));
    }

    /** By name, in order. */
    Map<String, byte[]> files() {
        return Collections.unmodifiableMap(files);
    }

    XpiArchive open(Path folder) {
        try {
            Path file = Files.createTempFile(folder, "test", ".xpi");
            try (OutputStream out = Files.newOutputStream(file)) {
                List<NewEntry> entries = new ArrayList<>();
                files.forEach((name, bytes) -> entries.add(new NewEntry(name, Content.of(bytes))));
                XpiWriter.write(out, entries, Copies.CHECKED);
            }
            return XpiArchive.open(file, ArchiveLimits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code install.rdf} with these properties in addition. */
    static String rdf(String version, String more) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <RDF xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:em="http://www.mozilla.org/2004/em-rdf#">
                  <Description about="urn:mozilla:install-manifest">
                    <em:id>%s</em:id>
                    <em:version>%s</em:version>
                    <em:type>2</em:type>
                    <em:bootstrap>true</em:bootstrap>
                    <em:unpack>false</em:unpack>
                    <em:targetApplication><Description>
                      <em:id>{ec8030f7-c20a-464f-9b0e-13a3a9e97384}</em:id>
                      <em:minVersion>19.0</em:minVersion> <em:maxVersion>20.*</em:maxVersion>
                    </Description></em:targetApplication>
                    <em:name>Greeter</em:name>
                    <em:description>Says hello</em:description>
                    <em:creator>Ada Example</em:creator>
                    %s
                  </Description>
                </RDF>
                """.formatted(ID, version, more);
    }

    /** As SDK 1.14 builds them: a directory for each package. */
    static TestXpi nested() {
        return new TestXpi().with("install.rdf", rdf("2.3", "<em:homepageURL>https://greeter.example/</em:homepageURL>"))
                .with("bootstrap.js", "// bootstrap").with("icon.png", "PNG icon").with("icon64.png", "PNG icon 64")
                .with("icon16.png", "PNG icon 16 that the SDK does not know")
                .with("defaults/preferences/prefs.js", "pref(\"extensions." + ID + ".loud\", true);\n")
                .with("options.xul", "<vbox/>").with("resources/", "").with("resources/addon-sdk/", "")
                .with("resources/addon-sdk/lib/sdk/self.js", "// self").with("resources/greeter/", "")
                .with("resources/greeter/data/", "").with("resources/greeter/data/docs/hello.html", "<p>Hello")
                .with("resources/greeter/lib/", "")
                .with("resources/greeter/lib/start.js", "require('./sub/helper'); require('phrases')")
                .with("resources/greeter/lib/sub/helper.js", "// helper").with("resources/greeter/tests/", "")
                .with("resources/phrase-book/lib/phrases.js", "// phrases").with("locales.json", "{\"locales\": [\"fr\"]}")
                .with("locale/fr.json", """
                        {"hello": "Bonjour", "birds": {"one": "un oiseau", "other": "%d oiseaux"}}""")
                .with("META-INF/mozilla.rsa", "signature").with("META-INF/mozilla.sf", "signature")
                .with("META-INF/manifest.mf", "signature").with("harness-options.json", """
                        {"jetpackID": "%s", "name": "greeter", "main": "start", "mainPath": "greeter/start",
                         "loader": "addon-sdk/lib/sdk/loader/cuddlefish.js", "sdkVersion": "1.14",
                         "manifest": {}, "preferencesBranch": "%s",
                         "metadata": {
                           "addon-sdk": {"name": "addon-sdk", "version": "1.14"},
                           "greeter": {"name": "greeter", "version": "2.3", "main": "start", "license": "MPL 2.0",
                             "keywords": ["hello", "world"], "contributors": ["Bo", "Cy"], "translators": ["Dee"],
                             "permissions": {"private-browsing": true}, "author": "Ada Example",
                             "homepage": "https://greeter.example/home"},
                           "phrase-book": {"name": "phrase-book", "version": "0.1", "author": "Eve"}},
                         "preferences": [{"name": "loud", "title": "Loud", "type": "bool", "value": true}],
                         "staticArgs": {}, "verbose": false, "enable_e10s": false}
                        """.formatted(ID, ID));
    }

    /** As SDK 1.3 builds them: directories that are named after id, package and section. */
    static TestXpi flat() {
        String jid = "jid1-abcdefghijklmn-at-jetpack-";
        return new TestXpi().with("install.rdf", rdf("2.3", "")).with("bootstrap.js", "// bootstrap")
                .with("components/", "").with("components/harness.js", "// harness").with("icon.png", "PNG icon")
                .with("resources/", "").with("resources/" + jid + "addon-kit-lib/", "")
                .with("resources/" + jid + "addon-kit-lib/tabs.js", "// tabs")
                .with("resources/" + jid + "api-utils-lib/loader.js", "// loader")
                .with("resources/" + jid + "greeter-data/docs/hello.html", "<p>Hello")
                .with("resources/" + jid + "greeter-lib/start.js", "// start")
                .with("resources/" + jid + "greeter-tests/", "")
                .with("resources/" + jid + "phrase-book-lib/phrases.js", "// phrases").with("harness-options.json", """
                        {"jetpackID": "%1$s", "bundleID": "%1$s", "name": "greeter", "main": "start", "sdkVersion": "1.3",
                         "uriPrefix": "resource://%2$s",
                         "resources": {"%2$sgreeter-lib": ["resources", "%2$sgreeter-lib"]},
                         "resourcePackages": {"%2$sgreeter-lib": "greeter", "%2$sgreeter-data": "greeter",
                           "%2$sgreeter-tests": "greeter", "%2$sphrase-book-lib": "phrase-book",
                           "%2$saddon-kit-lib": "addon-kit", "%2$sapi-utils-lib": "api-utils"},
                         "metadata": {"greeter": {"name": "greeter", "main": "start"},
                           "phrase-book": {"name": "phrase-book"}, "addon-kit": {}, "api-utils": {}},
                         "staticArgs": {}}
                        """.formatted(ID, jid));
    }

    static RebuildAddon wanted() {
        return wanted(null, Map.of());
    }

    static RebuildAddon wanted(@org.jspecify.annotations.Nullable String version, Map<String, String> forced) {
        return new RebuildAddon(new AddonSource.Upload(new BlobRef("0".repeat(64), 1), "test.xpi"), "", null, version,
                forced,
                List.of(), null);
    }
}
