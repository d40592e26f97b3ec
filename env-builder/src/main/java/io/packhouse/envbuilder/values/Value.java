package io.packhouse.envbuilder.values;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.packhouse.addonscript.documents.CanonicalJson;
import io.packhouse.contracts.BlobRef;

import static java.util.Objects.requireNonNull;

/**
 * What a step makes. Values never change; their bytes lie in the object store, durable before a value speaks of them. As JSON
 * they are what the step cache holds.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({@JsonSubTypes.Type(Value.Blob.class), @JsonSubTypes.Type(Value.Tree.class),
        @JsonSubTypes.Type(Value.Json.class), @JsonSubTypes.Type(Value.Text.class), @JsonSubTypes.Type(Value.ListOf.class),
        @JsonSubTypes.Type(Value.Fields.class)})
public sealed interface Value {

    /** The SHA-256 of what this is, 64 hexadecimal digits: a part of the key of whatever is made of it. */
    default String digest() {
        return Sha256Text.of(CanonicalJson.write(identity()));
    }

    /** What tells this value from others. */
    JsonNode identity();

    /**
     * Bytes.
     *
     * @param content
     *            their SHA-256 and number
     * @param links
     *            http(s) addresses that gave exactly these bytes, the best first; no part of the identity
     * @param facts
     *            what is known of them, an object: templates reach its members, such as {@code ${item.name}}; {@code name} is
     *            what a file of theirs is called where nothing else says so
     */
    @JsonTypeName("blob")
    record Blob(BlobRef content, String sha1, String sha512, List<String> links, JsonNode facts) implements Value {
        public Blob {
            requireNonNull(content, "the content is missing");
            requireNonNull(sha1, "the SHA-1 is missing");
            requireNonNull(sha512, "the SHA-512 is missing");
            links = links == null ? List.of() : List.copyOf(links);
            facts = facts == null ? JsonNodeFactory.instance.objectNode() : facts;
        }

        @Override
        public JsonNode identity() {
            return JsonNodeFactory.instance.objectNode().put("blob", content.sha256()).set("facts", facts);
        }

        /** The same bytes of which other things are known. */
        public Blob with(JsonNode others) {
            return new Blob(content, sha1, sha512, links, others);
        }
    }

    /** Files by path: relative, with {@code /}, kept inside by {@link io.packhouse.addonscript.documents.SafePath}. */
    @JsonTypeName("tree")
    record Tree(SortedMap<String, Blob> files) implements Value {
        public Tree {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }

        @Override
        public JsonNode identity() {
            var node = JsonNodeFactory.instance.objectNode();
            var paths = node.putObject("tree");
            files.forEach((path, blob) -> paths.put(path, blob.content().sha256()));
            return node;
        }
    }

    /** A JSON document, or any part of one. */
    @JsonTypeName("json")
    record Json(JsonNode node) implements Value {
        @Override
        public JsonNode identity() {
            return node;
        }
    }

    /** A text. */
    @JsonTypeName("text")
    record Text(String text) implements Value {
        @Override
        public JsonNode identity() {
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    /** Values in an order. */
    @JsonTypeName("list")
    record ListOf(List<Value> items) implements Value {
        public ListOf {
            items = List.copyOf(items);
        }

        @Override
        public JsonNode identity() {
            var node = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> node.add(item.identity()));
            return node;
        }
    }

    /** Values by name. */
    @JsonTypeName("fields")
    record Fields(SortedMap<String, Value> fields) implements Value {
        public Fields {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }

        @Override
        public JsonNode identity() {
            var node = JsonNodeFactory.instance.objectNode();
            fields.forEach((name, value) -> node.set(name, value.identity()));
            return node;
        }
    }
}
