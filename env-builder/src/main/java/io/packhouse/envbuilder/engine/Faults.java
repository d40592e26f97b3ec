package io.packhouse.envbuilder.engine;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.contracts.Failure;

/** What a recipe makes and no client could use is the recipe's fault, never that of the one who asked. */
final class Faults {

    private Faults() {
    }

    /** What {@code reader} reads; {@code INTERNAL} with everything that is wrong otherwise. */
    static <T> T none(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (RefusedException e) {
            throw new Failure(Failure.Code.INTERNAL, e.refusal().problems().stream()
                    .map(Faults::sentence).collect(Collectors.joining("; "))).exception(e);
        }
    }

    /** {@code INTERNAL} with all of {@code faults}, if there are any. */
    static void require(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new Failure(Failure.Code.INTERNAL, "the recipe makes an answer that no client could use: "
                    + faults.stream().limit(20).collect(Collectors.joining("; "))).exception();
        }
    }

    private static String sentence(Problem problem) {
        return problem.pointer().isEmpty() ? problem.message() : problem.pointer() + ": " + problem.message();
    }
}
