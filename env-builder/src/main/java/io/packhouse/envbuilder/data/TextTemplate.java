package io.packhouse.envbuilder.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.packhouse.addonscript.recipes.Template;
import io.packhouse.envbuilder.expressions.Expressions;
import io.packhouse.envbuilder.expressions.Scope;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Contents;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code text.template}: a text with {@code values} in it, written like a recipe's own texts: <code>${motd}</code>,
 * <code>${mods[0].name|lower}</code>, {@code $$} for a dollar sign. {@code template} is a file of the recipe's data when it begins with
 * {@code data/}, the file that a step made, or the text itself. A value that is not there fails, unless a filter {@code default} stands in for it; what is put in is never read
 * again as a template.
 */
record TextTemplate(Workshop workshop) implements StepKind {

    @Override
    public String name() {
        return "text.template";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("template", "values");
    }

    @Override
    public StepResult run(StepCall call) throws IOException {
        Parameters with = call.with();
        Value values = with.find("values").orElseGet(() -> new Value.Fields(Collections.emptySortedMap()));
        try {
            var expressions = new Expressions(new Scope(Map.of(), Map.of(), values));
            return new StepResult(new Value.Text(expressions.text(Template.parseFile(text(call)).below("values"))));
        } catch (IllegalArgumentException e) {
            throw with.wrong("template", "is none: " + e.getMessage());
        }
    }

    private String text(StepCall call) throws IOException {
        Parameters with = call.with();
        Optional<Value.Blob> file = Contents.file(Documents.source(call, with.value("template")));
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
}
