package io.packhouse.contracts;

/** The kinds of commands. A worker that reads a kind it does not know releases the record for a newer one. */
public final class Kind {

    /** Build custom installers: {@link io.packhouse.contracts.installers.BuildInstallers}. */
    public static final String INSTALLERS = "installers";

    /** Rebuild one add-on: {@link io.packhouse.contracts.addons.RebuildAddon}. */
    public static final String ADDON = "addon";

    /** Have several add-ons rebuilt, each as a job of its own: {@link io.packhouse.contracts.addons.RebuildAddons}. */
    public static final String ADDONS = "addons";

    private Kind() {
    }
}
