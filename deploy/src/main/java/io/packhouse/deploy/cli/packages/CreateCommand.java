package io.packhouse.deploy.cli.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.writing.ExtraMetadata;
import io.packhouse.ampkg.writing.PackageCreation;
import io.packhouse.ampkg.yaml.YamlValue;

/** {@code package create}: a package of a directory. */
@Command(name = "create", aliases = "create-package", sortOptions = false, description = {
        "Make a package of a directory.",
        "The directory must have an info.yaml, the icon and the code files that it names. Symbolic links are left out."})
final class CreateCommand extends PackageTask {

    @Parameters(index = "0", paramLabel = "PACKAGE", description = "The package to be made; one that is there is replaced.")
    private Path target = Path.of("");

    @Parameters(index = "1", paramLabel = "DIRECTORY", description = "The directory.")
    private Path source = Path.of("");

    @Mixin
    private MetadataOptions output = new MetadataOptions();

    @Option(names = {"-m",
            "--extra-metadata"}, paramLabel = "YAML", order = 3, description = "Add meta data to the header; may be repeated. All of -M and -m are merged, files "
                    + "first: maps key by key, lists are appended.")
    private List<String> snippets = List.of();

    @Option(names = {"-M",
            "--extra-metadata-file"}, paramLabel = "FILE", order = 4, description = "The same from a YAML file.")
    private List<Path> files = List.of();

    @Option(names = {"-s",
            "--extra-signed-metadata"}, paramLabel = "YAML", order = 5, description = "Add meta data that the digest covers; merged as -m.")
    private List<String> signedSnippets = List.of();

    @Option(names = {"-S",
            "--extra-signed-metadata-file"}, paramLabel = "FILE", order = 6, description = "The same from a YAML file.")
    private List<Path> signedFiles = List.of();

    @Override
    public Integer call() throws PackageException, IOException {
        var made = PackageCreation.create(source, target, collected(files, snippets),
                collected(signedFiles, signedSnippets));
        var err = spec().commandLine().getErr();
        made.warnings().forEach(warning -> err.println("WARNING: " + warning));
        err.flush();
        output.print(made.metadata(), out());
        return 0;
    }

    private static YamlValue.@Nullable Fields collected(List<Path> files, List<String> snippets)
            throws PackageException, IOException {
        var metadata = new ExtraMetadata();
        for (var file : files) {
            metadata.add(Files.readAllBytes(file), file.toString());
        }
        for (var snippet : snippets) {
            metadata.add(snippet.getBytes(StandardCharsets.UTF_8), "'" + snippet + "'");
        }
        return metadata.collected();
    }
}
