package io.packhouse.deploy.cli.packages;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.packhouse.ampkg.PackageMetadata;
import io.packhouse.ampkg.yaml.YamlValue;
import io.packhouse.ampkg.yaml.YamlWriter;

/** The flags {@code --verbose} and {@code --json} of commands that make a package: its meta data on standard output. */
final class MetadataOptions {

    @Option(names = "--verbose", order = 1, description = "Print the package's meta data: what its header and footers say.")
    private boolean verbose;

    @Option(names = "--json", order = 2, description = "Print it as JSON instead of YAML.")
    private boolean json;

    /** Prints what was asked for. */
    void print(PackageMetadata metadata, PrintWriter out) {
        if (verbose) {
            var fields = fields(metadata);
            out.println(json ? JsonText.of(fields) : new String(YamlWriter.stream(fields), StandardCharsets.UTF_8).strip());
            out.flush();
        }
    }

    private static YamlValue.Fields fields(PackageMetadata metadata) {
        var fields = new TreeMap<String, YamlValue>();
        fields.put("packageId", new YamlValue.Text(metadata.header().packageId()));
        fields.put("diskSpaceUsed", YamlValue.Whole.of(metadata.header().diskSpaceUsed()));
        fields.put("digest", new YamlValue.Text(HexFormat.of().formatHex(metadata.footer().digest())));
        put(fields, "extra", metadata.header().extra());
        put(fields, "extraSigned", metadata.header().extraSigned());
        put(fields, "developerSignature", base64(metadata.footer().developerSignature()));
        put(fields, "storeSignature", base64(metadata.footer().storeSignature()));
        return new YamlValue.Fields(fields);
    }

    private static void put(Map<String, YamlValue> fields, String key, @Nullable YamlValue value) {
        if (value != null) {
            fields.put(key, value);
        }
    }

    private static @Nullable YamlValue base64(byte @Nullable [] signature) {
        return signature == null ? null : new YamlValue.Text(Base64.getEncoder().encodeToString(signature));
    }
}
