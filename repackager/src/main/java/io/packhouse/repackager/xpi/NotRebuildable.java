package io.packhouse.repackager.xpi;

import java.util.List;
import java.util.Optional;

import io.packhouse.contracts.FailureException;
import io.packhouse.repackager.archive.XpiArchive;
import io.packhouse.repackager.archive.XpiEntry;

/** Names what was found instead of an add-on that can be rebuilt. */
final class NotRebuildable {

    private static final String RIGHT = "; Add-on SDK add-ons (with harness-options.json), jpm add-ons (with package.json and "
            + "install.rdf) and WebExtensions (with manifest.json) can be rebuilt";

    private NotRebuildable() {
    }

    /** An add-on with install.rdf that neither the Add-on SDK nor jpm made. */
    static FailureException installable(InstallManifest manifest) {
        String what = switch (manifest.text("type").orElse("2")) {
            case "4" -> "a theme (em:type 4)";
            case "8" -> "a language pack (em:type 8)";
            case "16" -> "a plug-in (em:type 16)";
            case "32" -> "a package of several add-ons (em:type 32)";
            case "64" -> "a dictionary (em:type 64)";
            case "128" -> "an experiment (em:type 128)";
            case "256" -> "an API extension (em:type 256)";
            case "2" -> manifest.isTrue("bootstrap")
                    ? "a restartless add-on that neither the Add-on SDK nor jpm built"
                    : "a classic XUL add-on (install.rdf without em:bootstrap)";
            default -> "an add-on of the unknown em:type " + Refused.shown(manifest.text("type").orElse(""));
        };
        return Refused.because("The XPI is " + what + RIGHT);
    }

    /** An archive without any of the files that say what an add-on is. */
    static FailureException foreign(XpiArchive archive) {
        return Refused.because("The XPI is " + what(archive) + RIGHT);
    }

    private static String what(XpiArchive archive) {
        List<String> names = archive.entries().stream().filter(entry -> !entry.directory()).map(XpiEntry::name).toList();
        if (names.isEmpty()) {
            return "an archive without any files";
        }
        Optional<String> folder = names.stream().filter(NotRebuildable::isInFolder).findFirst();
        if (folder.isPresent()) {
            return "an archive whose files lie in the folder "
                    + Refused.shown(folder.get().substring(0, folder.get().indexOf('/') + 1)) + " instead of its root";
        }
        if (names.contains("install.js")) {
            return "an XPInstall package (install.js)";
        }
        if (names.contains("AndroidManifest.xml")) {
            return "an Android package";
        }
        if (names.contains("META-INF/MANIFEST.MF")) {
            return "a Java archive (META-INF/MANIFEST.MF)";
        }
        if (names.contains("[Content_Types].xml") || names.contains("mimetype")) {
            return "a document of an office program or a book, not an add-on";
        }
        if (names.contains("chrome.manifest")) {
            return "an add-on without install.rdf (it has chrome.manifest)";
        }
        if (names.contains(JpmXpi.PACKAGE)) {
            return "an archive with package.json but without install.rdf, such as the sources of a jpm add-on";
        }
        if (names.stream().allMatch(name -> name.endsWith(".xpi"))) {
            return "an archive of XPIs, not an XPI";
        }
        return "an archive of " + names.size() + " files without install.rdf and manifest.json, the first is "
                + Refused.shown(names.getFirst());
    }

    private static boolean isInFolder(String name) {
        int slash = name.indexOf('/');
        String file = name.substring(slash + 1);
        return slash > 0 && (file.equals(InstallManifest.FILE) || file.equals(WebExtensionXpi.MANIFEST)
                || file.equals(HarnessOptions.FILE));
    }
}
