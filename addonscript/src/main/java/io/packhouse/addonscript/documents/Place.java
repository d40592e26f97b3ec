package io.packhouse.addonscript.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document while it is read. What is wrong there is noted with its pointer, and a harmless value is returned, so
 * that one reading finds everything; {@link #requireWell} then ends it. A member that is {@code null} is absent.
 */
public final class Place {

    /** The longest text where nothing else is said. */
    public static final int TEXT_LIMIT = 4096;

    private final JsonNode node;
    private final String pointer;
    private final List<Problem> problems;

    private Place(JsonNode node, String pointer, List<Problem> problems) {
        this.node = node;
        this.pointer = pointer;
        this.problems = problems;
    }

    /** The whole of a document. */
    public static Place root(JsonNode document) {
        return new Place(document, "", new ArrayList<>());
    }

    public JsonNode node() {
        return node;
    }

    public String pointer() {
        return pointer;
    }

    /** Notes that something is wrong here; beyond the first hundred nothing is noted any more. */
    public void wrong(String message) {
        if (problems.size() <= Refusal.LIMIT) {
            problems.add(new Problem(ProblemCode.SCHEMA, pointer, message));
        }
    }

    /** Ends the reading when anything was noted anywhere in the document. */
    public void requireWell() {
        if (!problems.isEmpty()) {
            throw Refusal.of(problems).exception();
        }
    }

    /** Whether this is an object; noted otherwise. */
    public boolean isObject() {
        if (!node.isObject()) {
            wrong(isMissing() ? "is missing; an object is needed here" : "an object is needed here, this is " + kind());
        }
        return node.isObject();
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** The place of a member, also of an absent one. */
    public Place at(String name) {
        JsonNode child = node.get(name);
        return new Place(child == null ? MissingNode.getInstance() : child, pointer + Problem.step(name), problems);
    }

    /** A member that is read by {@code reader}; null when it is absent. */
    public <T> @Nullable T optional(String name, Function<Place, T> reader) {
        return has(name) ? reader.apply(at(name)) : null;
    }

    /** A text of at most {@link #TEXT_LIMIT} characters; empty when there is none. */
    public String text() {
        return text(TEXT_LIMIT);
    }

    public String text(int limit) {
        if (isMissing()) {
            wrong("is missing");
            return "";
        }
        if (!node.isTextual()) {
            wrong("a text is needed here, this is " + kind());
            return "";
        }
        if (node.textValue().length() > limit) {
            wrong("is longer than " + limit + " characters");
            return "";
        }
        return node.textValue();
    }

    /** A text that keeps a rule; {@code rule} says which. */
    public String text(Predicate<String> isWell, String rule, String otherwise) {
        int before = problems.size();
        String text = text();
        if (problems.size() > before) {
            return otherwise;
        }
        if (!isWell.test(text)) {
            wrong("«" + Problem.echo(text) + "» is not " + rule);
            return otherwise;
        }
        return text;
    }

    /** True or false; false when absent. */
    public boolean isTrue(String name) {
        if (!has(name)) {
            return false;
        }
        Place place = at(name);
        if (!place.node.isBoolean()) {
            place.wrong("true or false is needed here, this is " + place.kind());
        }
        return place.node.booleanValue();
    }

    /** A whole number between {@code least} and {@code most}. */
    public int integer(int least, int most) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            wrong((least == most ? "the number " + least : "a whole number from " + least + " to " + most)
                    + " is needed here"
                    + (node.isNumber() ? ", this is " + node.asText() : ", this is " + kind()));
            return least;
        }
        return node.intValue();
    }

    /** The elements of an array that may be absent, read by {@code reader}. */
    public <T> List<T> list(String name, int limit, Function<Place, T> reader) {
        if (!has(name)) {
            return List.of();
        }
        Place place = at(name);
        if (!place.node.isArray()) {
            place.wrong("an array is needed here, this is " + place.kind());
            return List.of();
        }
        if (place.node.size() > limit) {
            place.wrong("has " + place.node.size() + " elements, " + limit + " are allowed");
            return List.of();
        }
        List<T> list = new ArrayList<>(place.node.size());
        for (int i = 0; i < place.node.size(); i++) {
            list.add(reader.apply(new Place(place.node.get(i), place.pointer + "/" + i, problems)));
        }
        return list;
    }

    /** The members of an object that may be absent, in their order. */
    public <T> Map<String, T> map(String name, int limit, Function<Place, T> reader) {
        Map<String, T> map = new LinkedHashMap<>();
        if (has(name) && at(name).isObject()) {
            Place place = at(name);
            if (place.node.size() > limit) {
                place.wrong("has " + place.node.size() + " members, " + limit + " are allowed");
                return map;
            }
            place.node.fieldNames().forEachRemaining(member -> map.put(member, reader.apply(place.at(member))));
        }
        return map;
    }

    private boolean isMissing() {
        return node.isMissingNode() || node.isNull();
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case MISSING, NULL -> "missing";
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            default -> "something else";
        };
    }
}
