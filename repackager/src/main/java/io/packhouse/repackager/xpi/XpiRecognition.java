package io.packhouse.repackager.xpi;

import java.io.IOException;

import io.packhouse.repackager.archive.XpiArchive;

/**
 * What an XPI is, of those that can be rebuilt. {@code harness-options.json} decides first, then {@code manifest.json}
 * (reference, section 11), then {@code package.json} besides {@code install.rdf}.
 */
sealed interface XpiRecognition permits AddonSdkXpi, JpmXpi, WebExtensionXpi {

    /**
     * Looks at the files in the root.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when it is nothing that can be rebuilt, with what was found; also when the files that
     *             say what it is are broken
     */
    static XpiRecognition of(XpiArchive archive) throws IOException {
        var options = archive.find(HarnessOptions.FILE);
        var rdf = archive.find(InstallManifest.FILE);
        var manifest = archive.find(WebExtensionXpi.MANIFEST);
        var packageJson = archive.find(JpmXpi.PACKAGE);
        if (options.isPresent()) {
            if (rdf.isEmpty()) {
                throw Refused.because("The XPI has " + HarnessOptions.FILE + " but no " + InstallManifest.FILE
                        + "; an Add-on SDK always writes both");
            }
            return new AddonSdkXpi(HarnessOptions.read(options.get()), InstallManifest.read(rdf.get()));
        }
        if (manifest.isPresent()) {
            return WebExtensionXpi.read(manifest.get(), rdf);
        }
        if (rdf.isPresent()) {
            InstallManifest install = InstallManifest.read(rdf.get());
            if (packageJson.isPresent() && install.isTrue("bootstrap")) {
                return JpmXpi.read(packageJson.get(), rdf.get(), install);
            }
            throw NotRebuildable.installable(install);
        }
        throw NotRebuildable.foreign(archive);
    }
}
