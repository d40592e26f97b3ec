package io.packhouse.ampkg.document;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.FormatHeader;
import io.packhouse.ampkg.yaml.YamlLimits;
import io.packhouse.ampkg.yaml.YamlNode;
import io.packhouse.ampkg.yaml.YamlReader;

/** What header and footers have in common: a format document, and at least one that follows. */
record MetaData(FormatHeader format, List<YamlNode> documents) {

    static MetaData read(byte[] yaml, YamlLimits limits, List<FormatHeader> allowed) throws PackageException {
        List<YamlNode> documents = parse(yaml, limits);
        FormatHeader format;
        try {
            format = FormatHeader.require(documents, allowed);
        } catch (PackageException other) {
            throw new PackageException("metadata has an invalid format specification: " + other.getMessage(), other);
        }
        if (documents.size() < 2) {
            throw new PackageException("metadata has an invalid format specification: there is no second document");
        }
        return new MetaData(format, documents.subList(1, documents.size()));
    }

    private static List<YamlNode> parse(byte[] yaml, YamlLimits limits) throws PackageException {
        try {
            return YamlReader.read(yaml, limits);
        } catch (PackageException broken) {
            throw new PackageException("metadata is not a valid YAML document: " + broken.getMessage(), broken);
        }
    }

    static YamlNode.Mapping mapping(YamlNode document) throws PackageException {
        if (document instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        throw new PackageException("metadata is not a map at line " + document.line());
    }

    /** The text of a scalar; empty when the field is missing or is none. */
    static String text(@Nullable YamlNode field) {
        return field instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    }
}
