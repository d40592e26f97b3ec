package io.packhouse.envbuilder.archives;

import java.io.IOException;
import java.util.Collection;
import java.util.SortedMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepLimits;
import io.packhouse.envbuilder.values.Value;

/** Makes trees that every file system can hold: paths that stay inside and stay apart, no more files than allowed. */
final class Trees {

    private Trees() {
    }

    /**
     * The tree of {@code files}.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UPSTREAM} when paths meet, {@code TOO_LARGE} for too many files, {@code INTERNAL} for a path that
     *             escapes
     */
    static Value.Tree of(Parameters with, StepLimits limits, SortedMap<String, Value.Blob> files) {
        if (files.size() > limits.entries()) {
            throw new Failure(Failure.Code.TOO_LARGE, "step " + with.step() + " makes a tree of " + files.size()
                    + " files; at most " + limits.entries() + " are taken (environments.limits.entries)").exception();
        }
        for (String path : files.keySet()) {
            requirePath(with, path);
        }
        requireApart(files.keySet());
        return new Value.Tree(files);
    }

    /** A parameter that is a tree, or names a directory of the recipe's data that has files. */
    static Value.Tree from(StepCall call, String name) throws IOException {
        return from(call, name, call.with().value(name));
    }

    /** Likewise for one of the values of the parameter {@code name}. */
    static Value.Tree from(StepCall call, String name, Value value) throws IOException {
        return switch (value) {
            case Value.Tree tree -> tree;
            case Value.Text directory -> {
                SortedMap<String, Value.Blob> files = call.dataUnder(directory.text());
                if (files.isEmpty()) {
                    throw call.with().wrong(name,
                            "names " + Refused.shown(directory.text()) + ", where the recipe's data has no files");
                }
                yield new Value.Tree(files);
            }
            default -> throw call.with().wrong(name, "is neither a tree nor the name of a directory under data/");
        };
    }

    /** Fails with {@code INTERNAL} when {@code path} is none that a file of a tree may have. */
    static void requirePath(Parameters with, String path) {
        if (!PathRules.isPath(path)) {
            throw new Failure(Failure.Code.INTERNAL, "step " + with.step() + ": " + Refused.shown(path)
                    + " is no path of a file in a tree; it is relative, with / between names that every system can have")
                    .exception();
        }
    }

    /** Fails with {@code UPSTREAM} when two of the paths are one on some system. */
    static void requireApart(Collection<String> paths) {
        PathRules.meeting(paths).ifPresent(meeting -> {
            throw new Failure(Failure.Code.UPSTREAM, "a tree cannot hold the files " + meeting).exception();
        });
    }

    /** The same bytes, known by the last name of {@code path}. */
    static Value.Blob named(String path, Value.Blob blob) {
        return blob.with(JsonNodeFactory.instance.objectNode().put("name", path.substring(path.lastIndexOf('/') + 1)));
    }
}
