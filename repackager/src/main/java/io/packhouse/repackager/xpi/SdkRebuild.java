package io.packhouse.repackager.xpi;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

import io.packhouse.contracts.addons.AddonFormat;
import io.packhouse.contracts.addons.AddonRebuilt;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.repackager.archive.Content;
import io.packhouse.repackager.archive.XpiArchive;
import io.packhouse.repackager.archive.XpiEntry;
import io.packhouse.repackager.sdk.BuiltXpi;
import io.packhouse.repackager.sdk.CfxBuild;
import io.packhouse.repackager.sdk.Sdk;

/** Takes an add-on of an Add-on SDK apart and builds it with the SDK that is wanted (reference, section 4). */
final class SdkRebuild {

    private static final String BOOTSTRAP = "bootstrap.js";
    private static final int SMALL = 1024 * 1024;

    private final AddonSdks sdks;

    SdkRebuild(AddonSdks sdks) {
        this.sdks = sdks;
    }

    Rebuilt rebuild(XpiArchive archive, AddonSdkXpi xpi, RebuildAddon wanted) throws IOException {
        Sdk sdk = sdks.sdk(wanted.sdkVersion());
        Optional<Sdk> before = sdks.find(xpi.options().sdkVersion());
        String version = VersionRule.version(wanted.version(), xpi.manifest().version(), sdk.version().text());
        TakenApart taken = TakenApart.of(archive, xpi, wanted, version, sdk.packageNames());
        BuiltXpi built = CfxBuild.run(taken.addon(), sdk, BuildOptions.of(xpi, sdk, wanted.options()));
        var warnings = new Warnings().addAll(taken.warnings()).addAll(built.warnings())
                .addAll(NativeCode.warnings(archive));
        if (before.isPresent() && !hasTemplate(archive, before.get())) {
            warnings.add("bootstrap.js differs from that of Add-on SDK " + before.get().version()
                    + "; the rebuilt add-on has that of SDK " + sdk.version());
        }
        return new Rebuilt(KeptFiles.add(archive, built.entries()),
                new AddonRebuilt(built.id(), taken.addon().own().json().path("fullName").asText(built.name()),
                        xpi.manifest().version(), built.version(), AddonFormat.ADDON_SDK, sdk.version().text(),
                        built.message(), warnings.sentences()),
                built.name());
    }

    /** Whether bootstrap.js is as the SDK that built the add-on has it. */
    private static boolean hasTemplate(XpiArchive archive, Sdk before) throws IOException {
        Content template = before.template().get(BOOTSTRAP);
        Optional<XpiEntry> found = archive.find(BOOTSTRAP);
        if (template == null || found.isEmpty()) {
            return template == null && found.isEmpty();
        }
        return template.size() == found.get().size() && template.size() <= SMALL
                && Arrays.equals(template.bytes(SMALL), found.get().bytes(SMALL));
    }
}
