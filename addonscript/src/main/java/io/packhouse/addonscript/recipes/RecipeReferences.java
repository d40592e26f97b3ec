package io.packhouse.addonscript.recipes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.Problem;

/** What a recipe refers to outside of itself: files of its data, servers, tools. */
final class RecipeReferences {

    private static final String DATA = "data/";

    private final Recipe recipe;
    private final Surroundings surroundings;
    private final Map<String, Recipe.Step> steps;
    private final List<Problem> faults = new ArrayList<>();

    RecipeReferences(Recipe recipe, Surroundings surroundings) {
        this.recipe = recipe;
        this.surroundings = surroundings;
        this.steps = recipe.steps().stream().collect(Collectors.toMap(Recipe.Step::id, Function.identity(), (a, _) -> a));
    }

    List<Problem> faults() {
        for (int i = 0; i < recipe.steps().size(); i++) {
            Recipe.Step step = recipe.steps().get(i);
            String pointer = "/steps/" + i + "/with";
            checkTexts(step.with(), pointer);
            if (step.kind().equals("tool.run") && step.with().has("tool")) {
                checkTool(step.with().path("tool"), pointer + "/tool");
            }
        }
        for (int i = 0; i < recipe.files().size(); i++) {
            checkText(recipe.files().get(i).from(), "/files/" + i + "/from");
        }
        return faults;
    }

    private void checkTexts(JsonNode node, String pointer) {
        if (node.isTextual()) {
            checkText(Template.parse(node.textValue()), pointer);
        }
        node.properties().forEach(member -> checkTexts(member.getValue(),
                pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1")));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkTexts(node.get(i), pointer + "/" + i);
            }
        }
    }

    private void checkText(Template template, String pointer) {
        String start = template.parts().isEmpty() || !(template.parts().getFirst() instanceof Template.Text plain)
                ? ""
                : plain.text();
        if (start.startsWith(DATA) && template.references().isEmpty() && !surroundings.hasData().test(start)) {
            wrong(pointer, "there is no " + Problem.echo(start) + " beside this recipe's add-on");
        }
        String lower = start.toLowerCase(Locale.ROOT);
        if (lower.startsWith("https://") || lower.startsWith("http://")) {
            checkHost(start.substring(start.indexOf("//") + 2), template, pointer);
        }
    }

    private void checkHost(String rest, Template template, String pointer) {
        int end = rest.indexOf('/');
        if (end < 0 && !template.references().isEmpty()) {
            wrong(pointer, "the host of an address is written out, no value has a part in it");
            return;
        }
        String host = (end < 0 ? rest : rest.substring(0, end)).replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
        if (host.isEmpty() || host.contains("@")) {
            wrong(pointer, "an address has a host, and neither a user nor a password");
        } else if (surroundings.hosts().isPresent() && !surroundings.hosts().get().contains(host)) {
            wrong(pointer, "the host " + Problem.echo(host) + " is none of the allowed_hosts of repository.json");
        }
    }

    /** A tool is configured by name with its digest, or a file that a step fetches by a digest that the recipe writes out. */
    private void checkTool(JsonNode tool, String pointer) {
        Template template = Template.parse(tool.asText());
        if (template.references().isEmpty()) {
            if (surroundings.tools().isPresent() && !surroundings.tools().get().contains(template.text())) {
                wrong(pointer, "the tool " + Problem.echo(template.text()) + " is not pinned: environments.tools has none of that name");
            }
            return;
        }
        for (Template.Reference reference : template.references()) {
            Recipe.Step step = steps.get(reference.path().size() > 1 ? reference.path().get(1) : "");
            if (step != null && !isPinned(step)) {
                wrong(pointer, "the tool is not pinned: the step " + step.id() + " has neither sha1 nor sha256");
            }
        }
    }

    private static boolean isPinned(Recipe.Step step) {
        return step.with().has("sha1") || step.with().has("sha256");
    }

    private void wrong(String pointer, String message) {
        faults.add(RecipeLint.problem(pointer, message));
    }
}
