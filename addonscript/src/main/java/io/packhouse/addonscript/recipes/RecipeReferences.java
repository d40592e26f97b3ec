package io.packhouse.addonscript.recipes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.Problem;

/** What a recipe refers to outside of itself: files of its data, servers, tools. */
final class RecipeReferences {

    private static final String DATA = "data/";

    private final Recipe recipe;
    private final Surroundings surroundings;
    private final List<Problem> faults = new ArrayList<>();

    RecipeReferences(Recipe recipe, Surroundings surroundings) {
        this.recipe = recipe;
        this.surroundings = surroundings;
    }

    List<Problem> faults() {
        for (int i = 0; i < recipe.steps().size(); i++) {
            Recipe.Step step = recipe.steps().get(i);
            String pointer = "/steps/" + i + "/with";
            checkTexts(step.with(), pointer);
            if (step.kind().equals("tool.run")) {
                checkTool(step.with(), pointer);
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

    /** A tool is configured by name with its digest; a jar that steps made stands with its digest. */
    private void checkTool(JsonNode with, String pointer) {
        if (with.has("jar") && !with.has("hashes")) {
            wrong(pointer, "the tool is not pinned: a jar stands with the hashes that it and its class path must have");
        }
        if (!with.has("tool")) {
            return;
        }
        Template template = Template.parse(with.path("tool").asText());
        if (!template.references().isEmpty()) {
            wrong(pointer + "/tool", "the name of a tool is written out, no value has a part in it");
        } else if (surroundings.tools().isPresent() && !surroundings.tools().get().contains(template.text())) {
            wrong(pointer + "/tool", "the tool " + Problem.echo(template.text())
                    + " is not pinned: environments.tools has none of that name");
        }
    }

    private void wrong(String pointer, String message) {
        faults.add(RecipeLint.problem(pointer, message));
    }
}
