package io.packhouse.envbuilder.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.LaunchPatch;
import io.packhouse.addonscript.documents.LaunchReader;
import io.packhouse.addonscript.documents.Place;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.expressions.Expressions;
import io.packhouse.envbuilder.expressions.Scope;

/** How the game is started, of a recipe's template. */
final class Launch {

    private Launch() {
    }

    /**
     * The patch for {@code side}, which has nothing but the side where the recipe says nothing. A plain text among the
     * {@code arguments} is an argument as it is.
     *
     * @param template
     *            null for none
     */
    static LaunchPatch of(@Nullable JsonNode template, Side side, Scope scope) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        if (template != null) {
            JsonNode filled = new Expressions(scope).tree(template, Expressions.Place.PLAIN).identity();
            if (!filled.isObject()) {
                throw new Failure(Failure.Code.INTERNAL, "launch/" + side.wire() + " is no object").exception();
            }
            patch.setAll((ObjectNode) filled);
        }
        patch.put("side", side.wire());
        if (patch.path("arguments").isArray()) {
            patch.set("arguments", arguments(patch.get("arguments")));
        }
        return Faults.none(() -> {
            Place root = Place.root(patch);
            LaunchPatch read = LaunchReader.patch(root);
            root.requireWell();
            return read;
        });
    }

    private static ArrayNode arguments(JsonNode given) {
        ArrayNode arguments = JsonNodeFactory.instance.arrayNode();
        given.forEach(argument -> {
            if (argument.isTextual()) {
                arguments.addObject().put("mode", "append").put("raw", argument.textValue());
            } else {
                arguments.add(argument);
            }
        });
        return arguments;
    }
}
