package io.packhouse.deploy.cli.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.YamlLimits;
import io.packhouse.ampkg.yaml.YamlNode;
import io.packhouse.ampkg.yaml.YamlReader;
import io.packhouse.ampkg.yaml.YamlValue;

/** {@code package yaml-to-json}: a helper for scripts, and a way to see what a reader of packages makes of a file. */
@Command(name = "yaml-to-json", sortOptions = false, description = {
        "Print a YAML file as JSON, as packages' YAML is read.",
        "All documents as an array, or one of them."})
final class YamlToJsonCommand extends PackageTask {

    @Option(names = {"-i", "--document-index"}, paramLabel = "N", description = "Print this document only; the first is 0.")
    private @Nullable Integer index;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file; standard input when it is not given.")
    private @Nullable Path file;

    @Override
    public Integer call() throws PackageException, IOException {
        var documents = YamlReader.read(content(), YamlLimits.DEFAULT).stream().map(YamlNode::value).toList();
        if (index != null && (index < 0 || index >= documents.size())) {
            throw new PackageException(
                    "there is no document " + index + ": the documents are 0 to " + (documents.size() - 1));
        }
        out().println(JsonText.of(index == null ? new YamlValue.Items(documents) : documents.get(index)));
        out().flush();
        return 0;
    }

    private byte[] content() throws IOException {
        return file == null ? System.in.readAllBytes() : Files.readAllBytes(file);
    }
}
