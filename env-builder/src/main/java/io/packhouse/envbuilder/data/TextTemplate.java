package io.packhouse.envbuilder.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.recipes.Template;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Contents;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code text.template}: a text with {@code values} in it, written like a recipe's own texts: <code>${motd}</code>,
 * <code>${mods[0].name}</code>, {@code $$} for a dollar sign. {@code template} is a file of the recipe's data when it begins with
 * {@code data/}, the file that a step made, or the text itself. A value that is not there fails; what is put in is never read
 * again as a template.
 */
record TextTemplate(Workshop workshop) implements StepKind {

    private static final String DATA = "data/";

    @Override
    public String name() {
        return "text.template";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public StepResult run(StepCall call) throws IOException {
        Parameters with = call.with();
        JsonNode values = with.has("values") ? with.json("values") : new Value.Text("").identity();
        Template template;
        try {
            template = Template.parseFile(text(call));
        } catch (IllegalArgumentException e) {
            throw with.wrong("template", "is none: " + e.getMessage());
        }
        return new StepResult(new Value.Text(template.fill(reference -> fill(with, values, reference))));
    }

    private String text(StepCall call) throws IOException {
        Parameters with = call.with();
        Value template = with.value("template");
        Value source = template instanceof Value.Text text && text.text().startsWith(DATA)
                ? call.data(text.text())
                : template;
        Optional<Value.Blob> file = Contents.file(source);
        if (file.isEmpty()) {
            return with.text("template");
        }
        byte[] bytes = Contents.bytes(workshop.objects(), file.get().content(), workshop.limits().document());
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw with.wrong("template", "is not in UTF-8");
        }
    }

    private static String fill(Parameters with, JsonNode values, Template.Reference reference) {
        JsonNode node = values;
        List<String> path = reference.path();
        for (String name : path) {
            node = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        if (node.isMissingNode() || node.isNull()) {
            throw with.wrong("values", "have nothing at " + String.join(".", path));
        }
        return node.isValueNode() ? node.asText() : node.toString();
    }
}
