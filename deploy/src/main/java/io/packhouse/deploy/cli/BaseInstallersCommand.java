package io.packhouse.deploy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.packhouse.contracts.Failure;
import io.packhouse.installerbuilder.InstallersSettings;
import io.packhouse.installerbuilder.archive.BrokenBaseException;
import io.packhouse.installerbuilder.base.BasePins;

/** {@code base-installers}: what operators do with base installers. */
@Command(name = "base-installers", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", subcommands = BaseInstallersCommand.Pin.class, description = "Look after the base installers of a folder.")
final class BaseInstallersCommand {

    /** {@code base-installers pin}. */
    @Command(name = "pin", abbreviateSynopsis = true, sortOptions = false, description = {
            "Verify base installers and pin their digests.",
            "Writes " + BasePins.FILE_NAME + " into the folder, in the form of sha256sum. From then on the installer "
                    + "builder takes only the files that it names; pin again after putting new ones there."})
    static final class Pin extends ConfiguredCommand {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "DIR", description = "The folder, as in installers.base-dir.")
        private Path folder = Path.of("");

        @Override
        Set<String> sections() {
            return Set.of("installers");
        }

        @Override
        public Integer call() throws IOException {
            if (!Files.isDirectory(folder)) {
                throw new ParameterException(spec.commandLine(), folder + " is no folder");
            }
            var limits = config().load(Map.of()).section("installers", InstallersSettings.class).baseLimits().limits();
            try {
                var out = spec.commandLine().getOut();
                BasePins.pin(folder, limits).digests().forEach((name, digest) -> out.println(digest + "  " + name));
                out.flush();
                return 0;
            } catch (BrokenBaseException e) {
                throw new Failure(Failure.Code.INVALID_REQUEST, e.getMessage()).exception(e);
            }
        }
    }
}
