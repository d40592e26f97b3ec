package io.packhouse.deploy.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var version = Packhouse.class.getPackage().getImplementationVersion();
        return new String[]{"packhouse " + (version == null ? "(from a build directory)" : version),
                "Java " + Runtime.version()};
    }
}
