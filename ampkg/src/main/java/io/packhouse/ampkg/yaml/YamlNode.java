package io.packhouse.ampkg.yaml;

import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A node of a YAML document as it was written. String fields take a scalar's text verbatim ({@code version: 1.10} is "1.10"),
 * so a scalar keeps its text and is typed only when it is asked for its {@link #value}.
 */
public sealed interface YamlNode {

    /** The line where it begins, the first is 1; for messages. */
    int line();

    /** The node and all below it by type. */
    YamlValue value();

    /**
     * A scalar.
     *
     * @param plain
     *            whether it is written without quotes and not as a block; only then it can be anything but a string
     */
    record Scalar(String text, boolean plain, int line) implements YamlNode {

        @Override
        public YamlValue value() {
            return plain ? PlainScalar.type(text) : new YamlValue.Text(text);
        }
    }

    /** A list. */
    record Sequence(List<YamlNode> items, int line) implements YamlNode {

        @Override
        public YamlValue.Items value() {
            return new YamlValue.Items(items.stream().map(YamlNode::value).toList());
        }
    }

    /**
     * A map; its keys are strings and all different.
     *
     * @param fields
     *            in the order of the document
     */
    record Mapping(SequencedMap<String, YamlNode> fields, int line) implements YamlNode {

        @Override
        public YamlValue.Fields value() {
            var values = new TreeMap<String, YamlValue>();
            fields.forEach((key, node) -> values.put(key, node.value()));
            return new YamlValue.Fields(values);
        }
    }
}
