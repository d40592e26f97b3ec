package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.util.Set;

import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

/** {@code tree.file}: one file of a tree, by its path, as bytes for other steps. */
record TreeFile() implements StepKind {

    @Override
    public String name() {
        return "tree.file";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("from", "path");
    }

    @Override
    public StepResult run(StepCall call) throws IOException {
        String path = call.with().text("path");
        Value.Blob file = Trees.from(call, "from").files().get(path);
        if (file == null) {
            throw new Failure(Failure.Code.UPSTREAM, "step " + call.id() + ": the tree has no file " + Refused.shown(path))
                    .exception();
        }
        return new StepResult(file);
    }
}
