package io.packhouse.ampkg.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;

import io.packhouse.ampkg.PackageException;

import static java.util.Collections.unmodifiableSequencedMap;

/** Makes nodes of a parser's events and counts them. Tags and anchors are passed over; an alias is an error. */
final class NodeBuilder {

    private final Parser parser;
    private final YamlLimits limits;
    private int nodes;

    NodeBuilder(Parser parser, YamlLimits limits) {
        this.parser = parser;
        this.limits = limits;
        parser.getEvent(); // the stream's start
    }

    boolean hasDocument() {
        return parser.checkEvent(Event.ID.DocumentStart);
    }

    YamlNode document() throws PackageException {
        parser.getEvent();
        YamlNode root = node(0);
        parser.getEvent();
        return root;
    }

    private YamlNode node(int depth) throws PackageException {
        Event event = parser.getEvent();
        int line = event.getStartMark().getLine() + 1;
        if (++nodes > limits.nodes()) {
            throw new PackageException("line " + line + ": more than " + limits.nodes() + " scalars, lists and maps");
        }
        if (depth > limits.depth()) {
            throw new PackageException("line " + line + ": lists and maps more than " + limits.depth() + " deep");
        }
        return switch (event) {
            case ScalarEvent scalar ->
                new YamlNode.Scalar(sound(scalar.getValue(), line), scalar.getScalarStyle() == ScalarStyle.PLAIN, line);
            case SequenceStartEvent _ -> sequence(depth, line);
            case MappingStartEvent _ -> mapping(depth, line);
            case AliasEvent alias ->
                throw new PackageException("line " + line + ": aliases are not allowed, this is one: *" + alias.getAnchor());
            default -> throw new PackageException("line " + line + ": unexpected " + event.getEventId());
        };
    }

    private YamlNode sequence(int depth, int line) throws PackageException {
        var items = new ArrayList<YamlNode>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(depth + 1));
        }
        parser.getEvent();
        return new YamlNode.Sequence(List.copyOf(items), line);
    }

    private YamlNode mapping(int depth, int line) throws PackageException {
        var fields = new LinkedHashMap<String, YamlNode>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            YamlNode key = node(depth + 1);
            if (!(key instanceof YamlNode.Scalar scalar) || !(scalar.value() instanceof YamlValue.Text(String name))) {
                throw new PackageException("line " + key.line() + ": keys of maps are strings; quote one that looks like "
                        + "something else: "
                        + (key instanceof YamlNode.Scalar scalar ? "'" + scalar.text() + "'" : "a collection"));
            }
            if (fields.putIfAbsent(name, node(depth + 1)) != null) {
                throw new PackageException("line " + key.line() + ": duplicate key '" + name + "'");
            }
        }
        parser.getEvent();
        return new YamlNode.Mapping(unmodifiableSequencedMap(fields), line);
    }

    /** Escapes can spell halves of surrogate pairs, which are no characters and have no UTF-8. */
    private static String sound(String text, int line) throws PackageException {
        int half = text.codePoints().filter(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                .findFirst().orElse(-1);
        if (half >= 0) {
            throw new PackageException("line %d: \\u%04X is half a character".formatted(line, half));
        }
        return text;
    }
}
