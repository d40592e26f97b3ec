package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.CanonicalJson;
import io.packhouse.addonscript.documents.FileReader;
import io.packhouse.addonscript.documents.Flag;
import io.packhouse.addonscript.documents.InstallStep;
import io.packhouse.addonscript.documents.Place;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.recipes.Condition;
import io.packhouse.addonscript.recipes.Recipe;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.expressions.Conditions;
import io.packhouse.envbuilder.expressions.Expressions;
import io.packhouse.envbuilder.expressions.References;
import io.packhouse.envbuilder.expressions.Scope;
import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.objects.ObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The files of an answer, of the file templates of a recipe and what its steps made: in the order of the recipe, the sides
 * merged.
 */
final class BuiltFiles {

    private static final int INSTALL_LIMIT = 64;

    private final Recipe recipe;
    private final Map<Side, Map<String, String>> inputs;
    private final Map<Side, Map<String, StepOutcome>> steps;
    private final DataFiles data;
    private final ObjectStore objects;
    private final Map<String, BuiltFile> files = new LinkedHashMap<>();

    private BuiltFiles(Recipe recipe, Map<Side, Map<String, String>> inputs, Map<Side, Map<String, StepOutcome>> steps,
            DataFiles data, ObjectStore objects) {
        this.recipe = recipe;
        this.inputs = inputs;
        this.steps = steps;
        this.data = data;
        this.objects = objects;
    }

    /**
     * Those of {@code recipe}. A text is the file of the recipe's data that it names; any other, and a document, becomes a file
     * itself.
     */
    static List<BuiltFile> of(Recipe recipe, Map<Side, Map<String, String>> inputs,
            Map<Side, Map<String, StepOutcome>> steps, DataFiles data, ObjectStore objects)
            throws IOException, InterruptedException {
        BuiltFiles all = new BuiltFiles(recipe, inputs, steps, data, objects);
        for (int i = 0; i < recipe.files().size(); i++) {
            Recipe.FileTemplate template = recipe.files().get(i);
            for (Side side : inputs.keySet()) {
                StepFailures.named("files/" + i, () -> {
                    all.collect(template, side);
                    return template;
                });
            }
        }
        return List.copyOf(all.files.values());
    }

    /** The values of {@code side}. */
    static Scope scope(Map<Side, Map<String, String>> inputs, Map<Side, Map<String, StepOutcome>> steps, Side side) {
        Map<String, Optional<Value>> values = new HashMap<>();
        steps.getOrDefault(side, Map.of()).forEach((id, outcome) -> values.put(id, outcome.value()));
        return new Scope(inputs.getOrDefault(side, Map.of()), values, null);
    }

    private void collect(Recipe.FileTemplate template, Side side) throws IOException {
        Scope scope = scope(inputs, steps, side);
        if (!References.of(template.when()).hasItem() && !holds(template.when(), scope)) {
            return;
        }
        if (template.foreach() == null) {
            add(template, side, scope);
            return;
        }
        for (Value item : new Expressions(scope).items(template.foreach()).orElse(List.of())) {
            Scope here = scope.with(item);
            if (holds(template.when(), here)) {
                add(template, side, here);
            }
        }
    }

    private void add(Recipe.FileTemplate template, Side side, Scope scope) throws IOException {
        Expressions expressions = new Expressions(scope);
        Optional<Value> from = expressions.value(template.from(), Expressions.Place.PLAIN);
        if (from.isEmpty()) {
            return;
        }
        Set<Flag> flags = template.flags() == null
                ? SidesOf.has(from.get(), side) ? Set.of(Flag.REQUIRED) : Set.of()
                : template.flags().on(side);
        if (flags.isEmpty()) {
            return;
        }
        BuiltFile file = new BuiltFile(BuiltFile.base(expressions.text(template.qualifier())), isStatic(template, side),
                blob(template, from.get()), template.publish(), install(template, expressions),
                BuiltFile.flags(side, flags));
        files.merge(file.qualifier(), file, BuiltFile::and);
    }

    private boolean isStatic(Recipe.FileTemplate template, Side side) {
        References content = References.of(template.from()).and(References.of(template.foreach()));
        Map<String, StepOutcome> here = steps.getOrDefault(side, Map.of());
        return !content.hasInputs() && content.steps().stream()
                .noneMatch(id -> here.getOrDefault(id, StepOutcome.NOT_HERE).dependsOnRequest());
    }

    private Value.Blob blob(Recipe.FileTemplate template, Value from) throws IOException {
        return switch (from) {
            case Value.Blob blob -> blob;
            case Value.Text text -> {
                BlobRef named = data.namedBy(text).get(text.text());
                yield named == null
                        ? BlobMaker.of(objects, text.text().getBytes(UTF_8))
                        : data.value(text.text(), named);
            }
            case Value.Json json -> BlobMaker.of(objects, CanonicalJson.write(json.node()));
            default -> throw new Failure(Failure.Code.INTERNAL, "«" + Problem.echo(template.from().text())
                    + "» is no file; zip.build makes one of a tree").exception();
        };
    }

    private static List<InstallStep> install(Recipe.FileTemplate template, Expressions expressions) {
        if (template.install().isMissingNode() || template.install().isNull()) {
            return List.of();
        }
        JsonNode filled = expressions.tree(template.install(), Expressions.Place.PLAIN).identity();
        return Faults.none(() -> {
            Place root = Place.root(JsonNodeFactory.instance.objectNode().set("install", filled));
            List<InstallStep> install = new ArrayList<>(root.list("install", INSTALL_LIMIT, FileReader::step));
            root.requireWell();
            return install;
        });
    }

    private boolean holds(@Nullable Condition condition, Scope scope) {
        return condition == null || condition.holds(new Conditions(scope, recipe, inputs.values()));
    }
}
