package io.packhouse.deploy.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    /** The version of Packhouse; {@code development} where it does not run from its jars. */
    static String ofPackhouse() {
        var version = Packhouse.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[]{"packhouse " + ofPackhouse(), "Java " + Runtime.version()};
    }
}
