package io.packhouse.envbuilder.data;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.addonscript.versions.VersionRange;
import io.packhouse.addonscript.versions.VersionSyntaxException;
import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code table.lookup}: a row of {@code table}, a JSON object in the recipe's data (or made by a step). With
 * {@code "match": "exact"}, the default, rows are called like {@code key}; with {@code range} they are called by ranges of
 * versions, and the first that contains {@code key} is meant. {@code addon} says whose versions these are, where that is a
 * matter: Minecraft's have a rule of their own. No such row is {@code NOT_FOUND}: nothing is known of that version.
 */
record TableLookup(Workshop workshop) implements StepKind {

    @Override
    public String name() {
        return "table.lookup";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("table", "key", "match", "addon");
    }

    @Override
    public StepResult run(StepCall call) throws IOException {
        Parameters with = call.with();
        String key = with.text("key");
        JsonNode rows = Documents.json(call, workshop, with.value("table"));
        if (!rows.isObject()) {
            throw with.wrong("table", "is no JSON object of rows by key or range");
        }
        Optional<JsonNode> row = switch (with.text("match", "exact")) {
            case "exact" -> Optional.ofNullable(rows.get(key));
            case "range" -> inRange(with, rows, key);
            default -> throw with.wrong("match", "is exact or range");
        };
        return new StepResult(new Value.Json(row.orElseThrow(() -> new Failure(Failure.Code.NOT_FOUND,
                "nothing is known of " + Problem.echo(key) + " (step " + call.id() + ")").exception())));
    }

    private static Optional<JsonNode> inRange(Parameters with, JsonNode rows, String key) {
        AddonVersion version = version(with, key);
        JsonNode found = null;
        for (Map.Entry<String, JsonNode> row : rows.properties()) {
            if (range(with, row.getKey()).contains(version) && found == null) {
                found = row.getValue();
            }
        }
        return Optional.ofNullable(found);
    }

    private static AddonVersion version(Parameters with, String key) {
        if (!AddonVersion.isVersion(key)) {
            throw with.wrong("key", "is no version: " + Problem.echo(key));
        }
        return with.text("addon", "").equals(AddonId.MINECRAFT.toString())
                ? AddonId.MINECRAFT.version(key)
                : AddonVersion.of(key);
    }

    private static VersionRange range(Parameters with, String text) {
        try {
            return VersionRange.parse(text);
        } catch (VersionSyntaxException e) {
            throw with.wrong("table", "has the row " + Problem.echo(text) + ", which is no range: " + e.getMessage());
        }
    }
}
