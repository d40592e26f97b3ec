package io.packhouse.ampkg.yaml;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.packhouse.ampkg.PackageException;

/**
 * The first document of every file: {@code formatType} and {@code formatVersion}.
 *
 * @param version
 *            1 or more
 */
public record FormatHeader(String type, int version) {

    /**
     * The header of a stream.
     *
     * @param allowed
     *            which ones are; the message names them
     * @throws PackageException
     *             when the stream has none, or another
     */
    public static FormatHeader require(List<YamlNode> documents, List<FormatHeader> allowed) throws PackageException {
        return allowed.stream().filter(header -> header.heads(documents)).findFirst().orElseThrow(() -> new PackageException(
                "the first document must have " + allowed.stream()
                        .map(header -> "formatType '%s' and formatVersion %d".formatted(header.type, header.version))
                        .collect(Collectors.joining(", or "))));
    }

    private boolean heads(List<YamlNode> documents) {
        return !documents.isEmpty() && documents.getFirst() instanceof YamlNode.Mapping first
                && first.fields().get("formatType") instanceof YamlNode.Scalar(String written, _, _) && written.equals(type)
                && first.fields().get("formatVersion") instanceof YamlNode.Scalar number
                && number.text().equals(Integer.toString(version));
    }

    /** The document that begins a file of this format. */
    public YamlValue.Fields document() {
        return YamlValue.Fields.of(Map.of("formatType", new YamlValue.Text(type), "formatVersion",
                YamlValue.Whole.of(version)));
    }
}
