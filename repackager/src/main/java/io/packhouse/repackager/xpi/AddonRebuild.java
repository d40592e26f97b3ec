package io.packhouse.repackager.xpi;

import java.io.IOException;

import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.repackager.archive.XpiArchive;

/**
 * Rebuilds add-ons: the door of this package. The same archive, SDK and wishes give the same entries, always. Blocks; any number
 * of threads may call.
 */
public final class AddonRebuild {

    private final SdkRebuild sdk;
    private final JpmRebuild jpm;
    private final WebExtensionRebuild webExtension;

    /**
     * @param sdks
     *            what add-ons of Add-on SDKs are rebuilt with
     */
    public AddonRebuild(AddonSdks sdks) {
        sdk = new SdkRebuild(sdks);
        jpm = new JpmRebuild();
        webExtension = new WebExtensionRebuild();
    }

    /**
     * Rebuilds an add-on; nothing is written.
     *
     * @param archive
     *            the XPI as it came; what is answered can be read as long as this is open
     * @param wanted
     *            what is forced, and with which SDK
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} with what is wrong with the XPI or the wishes, {@code TOO_LARGE} when a file that has
     *             to be read exceeds a limit, {@code NOT_FOUND} when there is no such SDK
     */
    public Rebuilt rebuild(XpiArchive archive, RebuildAddon wanted) throws IOException {
        return switch (XpiRecognition.of(archive)) {
            case AddonSdkXpi xpi -> sdk.rebuild(archive, xpi, wanted);
            case JpmXpi xpi -> jpm.rebuild(archive, xpi, wanted);
            case WebExtensionXpi xpi -> webExtension.rebuild(archive, xpi, wanted);
        };
    }
}
