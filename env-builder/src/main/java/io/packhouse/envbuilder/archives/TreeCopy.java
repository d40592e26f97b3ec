package io.packhouse.envbuilder.archives;

import java.io.IOException;
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
 * {@code tree.copy}: the files and directories of a tree that {@code paths} names, each of which has to be there; with
 * {@code to}, put into that directory.
 */
record TreeCopy(Workshop workshop) implements StepKind {

    @Override
    public String name() {
        return "tree.copy";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("from", "paths", "to");
    }

    @Override
    public StepResult run(StepCall call) throws IOException {
        Parameters with = call.with();
        SortedMap<String, Value.Blob> from = Trees.from(call, "from").files();
        String to = with.text("to", "");
        if (!to.isEmpty() && !to.endsWith("/")) {
            throw with.wrong("to", "is a directory, with a slash at its end, not " + to);
        }
        SortedMap<String, Value.Blob> files = new TreeMap<>();
        for (String path : with.texts("paths")) {
            int before = files.size();
            from.forEach((each, blob) -> {
                if (each.equals(path) || (path.endsWith("/") && each.startsWith(path))) {
                    files.put(to + each, blob);
                }
            });
            if (files.size() == before && !from.containsKey(path)) {
                throw new Failure(Failure.Code.UPSTREAM, "step " + call.id() + ": the tree has nothing at "
                        + Refused.shown(path)).exception();
            }
        }
        return new StepResult(Trees.of(with, workshop.limits(), files));
    }
}
