package io.packhouse.envbuilder.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.SafePath;
import io.packhouse.addonscript.recipes.Template;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.values.Value;

/**
 * Fills the templates of a recipe with the values of a scope. A template that is exactly one reference gives the value itself,
 * any other a text; what is put in is never read again as a template.
 *
 * <p>
 * A value that is missing ends the build, with two exceptions: the filter {@code default} stands in for it; and what is left out
 * for a reason (a step that was not done, an input that was not asked for) leaves out the element of the list, or the member of
 * the object, that would have been exactly that.
 *
 * <p>
 * Failures are {@code UPSTREAM} where a value came from a step, {@code NOT_FOUND} where the version of an input cannot be the name
 * of anything, and {@code INTERNAL} where the recipe is wrong.
 *
 * @param scope
 *            where values come from
 */
public record Expressions(Scope scope) {

    private static final String MAVEN_PATH = "maven_path";

    /** Where a template stands: what values may be there. */
    public enum Place {
        /** Anywhere else: values stand as they are. */
        PLAIN,
        /**
         * In what a step is given. A text that begins with {@code http://} or {@code https://} is a URL: each value is percent-encoded
         * as one segment; those of {@code maven_path} keep their slashes, and a value at the very beginning is a base address.
         */
        PARAMETER,
        /** In a member named {@code path}: each value is one safe segment, or comes from {@code maven_path}. */
        PATH
    }

    /** All of {@code node}: objects as {@link Value.Fields}, arrays as {@link Value.ListOf}, templates in their texts filled. */
    public Value tree(JsonNode node, Place place) {
        return part(node, place).orElseThrow(() -> missing(Template.parse(node.textValue()).references().getFirst()));
    }

    /** The value of {@code template}; empty when that is left out for a reason. */
    public Optional<Value> value(Template template, Place place) {
        if (template.parts().size() == 1 && template.parts().getFirst() instanceof Template.Reference reference) {
            Optional<Value> value = resolve(reference);
            if (place == Place.PATH && value.isPresent() && value.get() instanceof Value.Text text) {
                segment(text.text(), reference);
            }
            return value;
        }
        return Optional.of(new Value.Text(fill(template, place)));
    }

    /** The text of {@code template}. */
    public String text(Template template) {
        return fill(template, Place.PLAIN);
    }

    /** The elements of the list that {@code template} names; empty when the list is left out for a reason. */
    public Optional<List<Value>> items(Template template) {
        return value(template, Place.PLAIN).map(value -> {
            try {
                return Filters.items(value);
            } catch (IllegalArgumentException e) {
                throw new Failure(Failure.Code.INTERNAL, "foreach " + Problem.echo(template.text()) + ": " + e.getMessage())
                        .exception(e);
            }
        });
    }

    private Optional<Value> part(JsonNode node, Place place) {
        if (node.isTextual()) {
            return value(Template.parse(node.textValue()), place);
        }
        if (node.isArray()) {
            List<Value> items = new ArrayList<>();
            node.forEach(item -> part(item, place).ifPresent(items::add));
            return Optional.of(new Value.ListOf(items));
        }
        if (node.isObject()) {
            SortedMap<String, Value> fields = new TreeMap<>();
            node.properties().forEach(member -> part(member.getValue(), place(member.getKey(), place))
                    .ifPresent(value -> fields.put(member.getKey(), value)));
            return Optional.of(new Value.Fields(fields));
        }
        return Optional.of(new Value.Json(node));
    }

    private static Place place(String member, Place around) {
        return around == Place.PLAIN ? Place.PLAIN : member.equals("path") ? Place.PATH : Place.PARAMETER;
    }

    private String fill(Template template, Place place) {
        StringBuilder filled = new StringBuilder();
        boolean isUrl = false;
        for (Template.Part part : template.parts()) {
            String text = switch (part) {
                case Template.Text plain -> plain.text();
                case Template.Reference reference -> {
                    String value = textOf(reference);
                    yield isUrl ? inUrl(value, reference) : place == Place.PATH ? segment(value, reference) : value;
                }
            };
            if (filled.isEmpty() && place == Place.PARAMETER) {
                isUrl = UrlText.isUrl(text);
            }
            filled.append(text);
        }
        String text = filled.toString();
        if (isUrl && !template.references().isEmpty() && UrlText.hasDots(text)) {
            throw refused(template.references().getFirst(), "makes «" + Problem.echo(text) + "», which leads elsewhere");
        }
        return text;
    }

    private String textOf(Template.Reference reference) {
        Value value = resolve(reference).orElseThrow(() -> missing(reference));
        try {
            return Filters.text(value);
        } catch (IllegalArgumentException e) {
            throw refused(reference, e.getMessage());
        }
    }

    private Optional<Value> resolve(Template.Reference reference) {
        Optional<Value> value = scope.find(reference.path());
        try {
            for (Template.Filter filter : reference.filters()) {
                value = filter.name().equals("default")
                        ? value.or(() -> Optional.of(new Value.Text(Filters.argument(filter, 0, 1))))
                        : value.map(each -> Filters.apply(filter, each));
            }
        } catch (IllegalArgumentException e) {
            throw refused(reference, e.getMessage());
        }
        if (value.isEmpty() && !scope.isLeftOut(reference.path())) {
            throw missing(reference);
        }
        return value;
    }

    private static String inUrl(String value, Template.Reference reference) {
        return switch (lastFilter(reference)) {
            case MAVEN_PATH -> UrlText.path(value);
            case "urlencode" -> value;
            default -> UrlText.segment(value);
        };
    }

    private static String segment(String value, Template.Reference reference) {
        boolean isSafe = lastFilter(reference).equals(MAVEN_PATH) || SafePath.isSegment(value);
        if (!isSafe) {
            throw refused(reference, "«" + Problem.echo(value) + "» is not one part of a path");
        }
        return value;
    }

    private static String lastFilter(Template.Reference reference) {
        return reference.filters().isEmpty() ? "" : reference.filters().getLast().name();
    }

    private FailureException missing(Template.Reference reference) {
        String path = String.join(".", reference.path());
        return scope.isLeftOut(reference.path())
                ? new Failure(Failure.Code.INTERNAL, "there is no " + path
                        + " here: it was not done or not asked for; the recipe needs a condition, or the filter default")
                        .exception()
                : refused(reference, "is not there");
    }

    private static FailureException refused(Template.Reference reference, String what) {
        Failure.Code code = reference.path().getFirst().equals("inputs") ? Failure.Code.NOT_FOUND : Failure.Code.UPSTREAM;
        return new Failure(code, String.join(".", reference.path()) + ": " + what).exception();
    }
}
