package io.packhouse.contracts;

/** The kinds of commands. A worker that reads a kind it does not know releases the record for a newer one. */
public final class Kind {

    /** Build custom installers: {@link io.packhouse.contracts.installers.BuildInstallers}. */
    public static final String INSTALLERS = "installers";

    /** Rebuild one add-on: {@link io.packhouse.contracts.addons.RebuildAddon}. */
    public static final String ADDON = "addon";

    /** Have several add-ons rebuilt, each as a job of its own: {@link io.packhouse.contracts.addons.RebuildAddons}. */
    public static final String ADDONS = "addons";

    /** Verify an uploaded package and put it into the catalogue: {@link io.packhouse.contracts.packages.UploadPackage}. */
    public static final String PACKAGE_UPLOAD = "package-upload";

    /** Take packages out of the catalogue: {@link io.packhouse.contracts.packages.RemovePackages}. */
    public static final String PACKAGE_REMOVE = "package-remove";

    /** Make an old revision the current one: {@link io.packhouse.contracts.packages.RestorePackage}. */
    public static final String PACKAGE_RESTORE = "package-restore";

    /** Prepare a package for store signatures: {@link io.packhouse.contracts.packages.PreparePackage}. */
    public static final String PACKAGE_PREPARE = "package-prepare";

    /** Make a signature: {@link io.packhouse.contracts.signing.MakeSignature}. */
    public static final String SIGNATURE = "signature";

    /** Build a launch environment: {@link io.packhouse.contracts.environments.BuildEnvironment}. */
    public static final String ENVIRONMENT = "environment";

    private Kind() {
    }
}
