package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.steps.Workshop;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code tree.overlay}: trees, or directories of the recipe's data, laid over each other. Where two have a file of one path, the later one's is taken; with
 * {@code "on_conflict": "error"} that fails, unless both have the same bytes.
 */
record TreeOverlay(Workshop workshop) implements StepKind {

    @Override
    public String name() {
        return "tree.overlay";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("layers", "on_conflict");
    }

    @Override
    public StepResult run(StepCall call) throws IOException {
        Parameters with = call.with();
        String conflict = with.text("on_conflict", "last");
        if (!List.of("last", "error").contains(conflict)) {
            throw with.wrong("on_conflict", "is last or error, not " + conflict);
        }
        SortedMap<String, Value.Blob> files = new TreeMap<>();
        for (Value layer : with.items("layers")) {
            Trees.from(call, "layers", layer).files().forEach((path, blob) -> {
                Value.Blob below = files.put(path, blob);
                if (below != null && conflict.equals("error") && !below.content().equals(blob.content())) {
                    throw new Failure(Failure.Code.UPSTREAM, "step " + call.id() + ": two layers have different files "
                            + Refused.shown(path)).exception();
                }
            });
        }
        return new StepResult(Trees.of(with, workshop.limits(), files));
    }
}
