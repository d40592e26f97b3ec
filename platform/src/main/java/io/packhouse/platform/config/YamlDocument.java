package io.packhouse.platform.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML file as flat keys. Values are taken as they are written, so that none of YAML's guesses ({@code no}, {@code 010},
 * {@code 1:30}) changes one; nothing in a file makes an object.
 */
final class YamlDocument {

    private static final String SECRET = "!secret";

    private final String source;
    private final List<YamlEntry> entries = new ArrayList<>();
    private final Map<String, String> sections = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();

    private YamlDocument(String source) {
        this.source = source;
    }

    /**
     * Reads a file.
     *
     * @param source
     *            its name in messages
     * @throws ConfigException
     *             when it is no YAML mapping with unique keys
     */
    static YamlDocument parse(String source, String text) {
        var document = new YamlDocument(source);
        document.read("", document.compose(text), "", 1);
        return document;
    }

    /** The keys with values, in the order of the file. */
    List<YamlEntry> entries() {
        return entries;
    }

    /** The comments above mappings, by their key. */
    Map<String, String> sections() {
        return sections;
    }

    private @Nullable Node compose(String text) {
        var options = new LoaderOptions();
        options.setProcessComments(true);
        try {
            return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new ConfigException(source + (mark == null ? "" : ", line " + (mark.getLine() + 1)) + ", is not YAML: "
                    + e.getProblem() + ".", e);
        } catch (YAMLException e) {
            throw new ConfigException(source + " is not YAML: " + firstLine(e.getMessage()) + ".", e);
        } catch (RuntimeException e) {
            // While it keeps comments, the library meets some broken documents with a ClassCastException of its own.
            throw new ConfigException(source + " is not YAML, or more than one document.", e);
        }
    }

    private void read(String key, @Nullable Node node, String comment, int line) {
        if (node != null && node.getAnchor() != null) {
            throw new ConfigException(
                    at(line) + " uses an anchor (&" + node.getAnchor() + "), but each value must be written "
                            + "where it belongs.");
        }
        switch (node) {
            case null -> {
                // An empty file, or one of comments only, sets nothing.
            }
            case MappingNode mapping when !mapping.getValue().isEmpty() -> readMapping(key, mapping, comment);
            case MappingNode empty when !key.isEmpty() -> add(key, new RawValue.OpenMap(), comment, empty, line);
            case MappingNode _ -> {
                // {} as the whole file sets nothing.
            }
            case ScalarNode scalar when key.isEmpty() && scalar.getValue().isEmpty() -> {
                // So does a file with only a document marker.
            }
            case ScalarNode scalar when !key.isEmpty() ->
                add(key, new RawValue.Text(text(scalar)), comment, scalar, line);
            case SequenceNode list when !key.isEmpty() ->
                add(key, new RawValue.Items(items(list, line)), comment, list, line);
            default -> throw new ConfigException(source + " must be a mapping of keys to values.");
        }
    }

    private void readMapping(String key, MappingNode mapping, String comment) {
        if (!key.isEmpty()) {
            sections.put(key, comment);
        }
        for (var tuple : mapping.getValue()) {
            int line = tuple.getKeyNode().getStartMark().getLine() + 1;
            if (!(tuple.getKeyNode() instanceof ScalarNode name) || name.getValue().isEmpty()) {
                throw new ConfigException(at(line) + " has a key that is no plain text.");
            }
            String full = key.isEmpty() ? name.getValue() : key + "." + name.getValue();
            read(full, tuple.getValueNode(), description(name), line);
        }
    }

    private void add(String key, RawValue value, String comment, Node node, int line) {
        Integer before = lines.putIfAbsent(key, line);
        if (before != null) {
            throw new ConfigException(at(line) + " sets " + key + " again, which line " + before + " has set already.");
        }
        entries.add(new YamlEntry(key, value, comment, node.getTag().equals(new Tag(SECRET)), line));
    }

    private List<String> items(SequenceNode list, int line) {
        return list.getValue().stream().map(item -> {
            if (!(item instanceof ScalarNode scalar) || item.getAnchor() != null) {
                throw new ConfigException(at(line) + " has a list within which there is something else than plain values.");
            }
            return scalar.getValue();
        }).toList();
    }

    private static String text(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
    }

    private static String description(Node key) {
        var comments = key.getBlockComments();
        if (comments == null) {
            return "";
        }
        int first = 0;
        // What stands before a blank line speaks of the file, not of the key.
        for (int i = 0; i < comments.size(); i++) {
            if (comments.get(i).getCommentType() == CommentType.BLANK_LINE) {
                first = i + 1;
            }
        }
        return comments.subList(first, comments.size()).stream().map(CommentLine::getValue).map(YamlDocument::unindented)
                .collect(Collectors.joining("\n"));
    }

    private static String unindented(String comment) {
        return (comment.startsWith(" ") ? comment.substring(1) : comment).stripTrailing();
    }

    private String at(int line) {
        return source + ", line " + line + ",";
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }
}
