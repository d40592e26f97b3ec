package io.packhouse.deploy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

import io.packhouse.deploy.packageserver.PackageServerProgram;

/**
 * {@code package-server}: a package server in one process, with the command line of {@code appman-package-server}; what that takes
 * is none of picocli's business.
 */
@Command(name = PackageServerCommand.NAME, customSynopsis = "packhouse package-server [options]", description = {
        "Run a package server for the Qt Application Manager, all in one.",
        "Takes the options of appman-package-server; 'packhouse package-server --help' tells them."})
final class PackageServerCommand implements Callable<Integer> {

    /** The command's name. */
    static final String NAME = "package-server";

    @Unmatched
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        return run(words);
    }

    /** Runs until the process is told to end; answers the exit code otherwise. */
    static int run(List<String> words) throws InterruptedException {
        return new PackageServerProgram(Modules.DEFAULTS, Version.ofPackhouse(), System.out, System.err).run(words,
                Lifetime::endsBySignalWith);
    }
}
