package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code tree.rename}: a tree whose files got other paths, each by the first of the {@code rules} that is for it
 * ({@link Renaming}); files that no rule is for keep theirs. Two files never become one.
 */
record TreeRename(Workshop workshop) implements StepKind {

    @Override
    public String name() {
        return "tree.rename";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("from", "rules");
    }

    @Override
    public StepResult run(StepCall call) throws IOException {
        Parameters with = call.with();
        List<Renaming> rules = new ArrayList<>();
        for (Value rule : with.items("rules")) {
            JsonNode node = rule.identity();
            if (!node.path("from").isTextual() || !node.path("to").isTextual()) {
                throw with.wrong("rules", "are objects with the texts from and to");
            }
            rules.add(Renaming.of(with, node.get("from").textValue(), node.get("to").textValue()));
        }
        SortedMap<String, Value.Blob> files = new TreeMap<>();
        Trees.from(call, "from").files().forEach((path, blob) -> {
            String renamed = rules.stream().flatMap(rule -> rule.of(path).stream()).findFirst().orElse(path);
            if (files.put(renamed, blob) != null) {
                throw new Failure(Failure.Code.UPSTREAM, "step " + call.id() + ": two files would be called "
                        + Refused.shown(renamed)).exception();
            }
        });
        return new StepResult(Trees.of(with, workshop.limits(), files));
    }
}
