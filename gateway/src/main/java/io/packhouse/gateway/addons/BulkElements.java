package io.packhouse.gateway.addons;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.contracts.Json;
import io.packhouse.gateway.xmlrpc.Quoted;

/** The field {@code addons}: a JSON array of add-ons (section 2.4). What is wrong with one does not stop the others. */
final class BulkElements {

    private static final int SHOWN = 300;

    private final Map<String, Upload> uploads;
    private final List<AddonWish> wishes = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private BulkElements(Map<String, Upload> uploads) {
        this.uploads = uploads;
    }

    /**
     * Reads the field.
     *
     * @throws RefusedException
     *             413 for more than {@code limit} elements
     */
    static BulkElements read(String addons, Map<String, Upload> uploads, int limit) {
        BulkElements elements = new BulkElements(uploads);
        try {
            JsonNode array = Json.mapper().readTree(addons);
            if (!array.isArray()) {
                elements.errors.add("addons must be a JSON array of objects, not " + kind(array));
            } else if (array.size() > limit) {
                throw new RefusedException(413, "addons has " + array.size() + " elements, at most " + limit
                        + " are taken in one request");
            } else {
                array.forEach(elements::add);
            }
        } catch (JsonProcessingException e) {
            elements.errors.add("addons is no JSON: " + Quoted.plain(e.getOriginalMessage(), SHOWN));
        }
        return elements;
    }

    private void add(JsonNode element) {
        if (!element.isObject()) {
            errors.add("[" + Quoted.plain(element.toString(), 60) + "] an element of addons must be an object, not "
                    + kind(element));
            return;
        }
        AddonWish wish = AddonWish.of(name -> text(element, name),
                text(element, "upload").map(uploads::get).orElse(null));
        List<BrokenRule> broken = wish.broken();
        if (broken.isEmpty()) {
            wishes.add(wish);
        } else {
            errors.add(broken.getFirst().line(wish.identifier()));
        }
    }

    /** A number is as good as its text. */
    static Optional<String> text(JsonNode element, String name) {
        JsonNode member = element.path(name);
        if (member.isMissingNode() || member.isNull()) {
            return Optional.empty();
        }
        return Optional.of(member.isValueNode() ? member.asText() : member.toString()).filter(text -> !text.isEmpty());
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            default -> "nothing";
        };
    }

    /** Those that can be rebuilt. */
    List<AddonWish> wishes() {
        return wishes;
    }

    /** A line for each of the others. */
    List<String> errors() {
        return errors;
    }
}
