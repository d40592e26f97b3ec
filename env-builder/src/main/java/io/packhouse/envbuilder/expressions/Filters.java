package io.packhouse.envbuilder.expressions;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.recipes.Template;
import io.packhouse.envbuilder.values.Value;

/**
 * The filters of templates (reference, section 10.2). Those that change a text change every element of a list. What cannot be
 * done is an {@link IllegalArgumentException} with a sentence.
 *
 * <table>
 * <caption>filters</caption>
 * <tr>
 * <td>{@code maven_path}</td>
 * <td>where a repository has the file of a coordinate</td>
 * </tr>
 * <tr>
 * <td>{@code maven_file}</td>
 * <td>the last part of that</td>
 * </tr>
 * <tr>
 * <td>{@code basename}</td>
 * <td>what stands behind the last slash</td>
 * </tr>
 * <tr>
 * <td>{@code lower}</td>
 * <td>small letters</td>
 * </tr>
 * <tr>
 * <td>{@code replace:'a','b'}</td>
 * <td>every a becomes b; no patterns</td>
 * </tr>
 * <tr>
 * <td>{@code urlencode}</td>
 * <td>as one part of a URL</td>
 * </tr>
 * <tr>
 * <td>{@code join:','}</td>
 * <td>one text of a list; without an argument nothing stands between</td>
 * </tr>
 * <tr>
 * <td>{@code default:'a'}</td>
 * <td>instead of what is not there; see {@link Expressions}</td>
 * </tr>
 * </table>
 */
final class Filters {

    private Filters() {
    }

    static Value apply(Template.Filter filter, Value value) {
        if (filter.name().equals("join")) {
            return new Value.Text(items(value).stream().map(Filters::text)
                    .collect(Collectors.joining(filter.args().isEmpty() ? "" : argument(filter, 0, 1))));
        }
        if (value instanceof Value.ListOf || (value instanceof Value.Json json && json.node().isArray())) {
            return new Value.ListOf(items(value).stream().map(item -> apply(filter, item)).toList());
        }
        String text = text(value);
        return new Value.Text(switch (filter.name()) {
            case "maven_path" -> MavenCoordinate.parse(text).path();
            case "maven_file" -> MavenCoordinate.parse(text).fileName();
            case "basename" -> text.substring(text.lastIndexOf('/') + 1);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "replace" -> text.replace(nonEmpty(argument(filter, 0, 2)), argument(filter, 1, 2));
            case "urlencode" -> UrlText.segment(text);
            default -> throw new IllegalArgumentException("there is no filter " + filter.name());
        });
    }

    /** A text; a number or true and false as they are written. */
    static String text(Value value) {
        return switch (value) {
            case Value.Text text -> text.text();
            case Value.Json json when json.node().isValueNode() && !json.node().isNull() -> json.node().asText();
            default -> throw new IllegalArgumentException(kind(value) + " cannot stand in a text");
        };
    }

    /** The elements of a list. */
    static List<Value> items(Value value) {
        return switch (value) {
            case Value.ListOf list -> list.items();
            case Value.Json json when json.node().isArray() -> StreamSupport.stream(json.node().spliterator(), false)
                    .map(Scope::value).toList();
            default -> throw new IllegalArgumentException(kind(value) + " is no list");
        };
    }

    static String argument(Template.Filter filter, int index, int count) {
        if (filter.args().size() != count) {
            throw new IllegalArgumentException("the filter " + filter.name() + " takes " + count + " texts, these are "
                    + filter.args().size());
        }
        return filter.args().get(index);
    }

    private static String nonEmpty(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the filter replace cannot replace nothing");
        }
        return text;
    }

    private static String kind(Value value) {
        return switch (value) {
            case Value.Blob _ -> "a file";
            case Value.Tree _ -> "a tree of files";
            case Value.Text text -> "the text «" + Problem.echo(text.text()) + "»";
            case Value.ListOf _ -> "a list";
            case Value.Fields _ -> "an object";
            case Value.Json json -> json(json.node());
        };
    }

    private static String json(JsonNode node) {
        return node.isObject() ? "an object" : node.isArray() ? "a list" : "«" + Problem.echo(node.toString()) + "»";
    }
}
