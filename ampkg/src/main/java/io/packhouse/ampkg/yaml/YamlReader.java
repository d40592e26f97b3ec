package io.packhouse.ampkg.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

import io.packhouse.ampkg.PackageException;

/**
 * Reads YAML streams; see the package for whose rules. The library only finds the events of a stream; what they mean is decided
 * here and in {@link PlainScalar}, for its own resolver follows other rules and resolves aliases.
 */
public final class YamlReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private YamlReader() {
    }

    /**
     * The documents of a stream, in its order; none for an empty stream, a null scalar for an empty document.
     *
     * @throws PackageException
     *             when it is no such stream or goes over a limit, with the line and what was wrong in it
     */
    public static List<YamlNode> read(byte[] stream, YamlLimits limits) throws PackageException {
        if (stream.length > limits.bytes()) {
            throw new PackageException("the YAML has " + stream.length + " bytes, more than the " + limits.bytes()
                    + " that are allowed");
        }
        String text = decode(stream);
        var options = new LoaderOptions();
        options.setCodePointLimit(Math.max(1, text.length()));
        try {
            var nodes = new NodeBuilder(new ParserImpl(new StreamReader(text), options), limits);
            var documents = new ArrayList<YamlNode>();
            while (nodes.hasDocument()) {
                documents.add(nodes.document());
            }
            return List.copyOf(documents);
        } catch (MarkedYAMLException broken) {
            throw new PackageException(broken.getProblemMark() == null
                    ? broken.getProblem()
                    : "line " + (broken.getProblemMark().getLine() + 1) + ": " + broken.getProblem(), broken);
        } catch (ReaderException broken) {
            throw new PackageException("the character U+%04X is not allowed in YAML".formatted(broken.getCodePoint()),
                    broken);
        } catch (YAMLException broken) {
            throw new PackageException(String.valueOf(broken.getMessage()), broken);
        }
    }

    private static String decode(byte[] stream) throws PackageException {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(stream)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new PackageException("the YAML is not in UTF-8", notUtf8);
        }
    }
}
