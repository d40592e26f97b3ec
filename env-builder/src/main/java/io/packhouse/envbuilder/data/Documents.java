package io.packhouse.envbuilder.data;

import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Contents;
import io.packhouse.envbuilder.values.Value;

/** Where steps take documents from. */
final class Documents {

    private static final String DATA = "data/";

    private Documents() {
    }

    /** A text that begins with {@code data/} as the file of the recipe's data that it names; every other value as it is. */
    static Value source(StepCall call, Value value) throws IOException {
        return value instanceof Value.Text text && text.text().startsWith(DATA) ? call.data(text.text()) : value;
    }

    /** A value as JSON: files are read, those of the recipe's data too. */
    static JsonNode json(StepCall call, Workshop workshop, Value value) throws IOException {
        return Contents.json(workshop.objects(), source(call, value), workshop.limits().document());
    }
}
