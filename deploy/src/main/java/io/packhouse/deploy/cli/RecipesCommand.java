package io.packhouse.deploy.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Json;
import io.packhouse.envbuilder.RecipesLint;
import io.packhouse.envbuilder.repository.Finding;
import io.packhouse.envbuilder.repository.ShippedRecipes;

/** {@code recipes}: what authors of environments do. */
@Command(name = "recipes", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND", subcommands = {
        RecipesCommand.Lint.class, RecipesCommand.Copy.class}, description = "Look after a repository of recipes.")
final class RecipesCommand {

    /** {@code recipes lint}. */
    @Command(name = "lint", abbreviateSynopsis = true, sortOptions = false, description = {
            "Read a repository as the environment builder would, and say what is wrong with it.",
            "Prints a line for each fault, path:line: error: sentence. Exit code 1 when there is an error; warnings are none."})
    static final class Lint extends ConfiguredCommand {

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "DIR", arity = "0..1", description = "The directory (default: environments.repository).")
        private @Nullable Path directory;

        @Option(names = "--json", description = "Print a JSON array.")
        private boolean json;

        @Override
        Set<String> sections() {
            return Set.of("environments");
        }

        @Override
        public Integer call() {
            var config = config().load(Map.of());
            List<Finding> findings;
            try {
                findings = RecipesLint.of(directory == null ? RecipesLint.configured(config) : directory, config);
            } catch (NoSuchFileException e) {
                throw new Failure(Failure.Code.INVALID_REQUEST, "there is no directory " + directory).exception(e);
            } catch (IOException e) {
                throw new Failure(Failure.Code.INVALID_REQUEST, "the repository cannot be read: " + e.getMessage())
                        .exception(e);
            }
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.tree(findings).toPrettyString());
            } else {
                findings.forEach(out::println);
            }
            out.flush();
            return findings.stream().anyMatch(Finding::isError) ? 1 : 0;
        }
    }

    /** {@code recipes copy}. */
    @Command(name = "copy", mixinStandardHelpOptions = true, abbreviateSynopsis = true, description = {
            "Write the repository that Packhouse brings into a new directory, to be changed and named as "
                    + "environments.repository.",
            "Change the addresses of \"instances\" in each manifest.json to those of your house."})
    static final class Copy implements Callable<Integer> {

        @Parameters(paramLabel = "DIR", description = "A directory that does not exist yet.")
        private Path directory = Path.of("");

        @Override
        public Integer call() throws IOException {
            Path from = ShippedRecipes.directory();
            Path parent = directory.toAbsolutePath().normalize().getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                throw new Failure(Failure.Code.INVALID_REQUEST, "there is no directory " + parent + " to put it into")
                        .exception();
            }
            try (Stream<Path> paths = Files.walk(from)) {
                for (Path path : paths.toList()) {
                    Path copy = directory.resolve(from.relativize(path).toString());
                    if (Files.isDirectory(path)) {
                        Files.createDirectory(copy);
                    } else {
                        Files.copy(path, copy);
                    }
                }
            } catch (FileAlreadyExistsException e) {
                throw new Failure(Failure.Code.INVALID_REQUEST, e.getFile() + " exists; nothing is overwritten")
                        .exception(e);
            } catch (IOException e) {
                throw new Failure(Failure.Code.UNAVAILABLE, directory + " cannot be written: " + e).exception(e);
            }
            return 0;
        }
    }
}
