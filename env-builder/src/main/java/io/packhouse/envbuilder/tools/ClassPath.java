package io.packhouse.envbuilder.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.packhouse.contracts.Failure;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.values.Value;

/**
 * The jars of a tool that earlier steps brought: {@code jar} and {@code classpath}. The recipe pins them: the SHA-1 or SHA-256 of
 * each stands in {@code hashes}, else nothing is run. So an upstream that changes a jar changes no program that runs here.
 */
final class ClassPath {

    private ClassPath() {
    }

    /** All jars, the one to start first; empty when neither parameter is there. */
    static List<Value.Blob> pinned(Parameters with) {
        List<Value.Blob> jars = new ArrayList<>();
        if (with.has("jar")) {
            jars.add(with.blob("jar"));
        }
        for (Value item : with.items("classpath")) {
            if (!(item instanceof Value.Blob jar)) {
                throw with.wrong("classpath", "has something that is no file");
            }
            jars.add(jar);
        }
        Set<String> hashes = with.texts("hashes").stream().map(hash -> hash.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        for (Value.Blob jar : jars) {
            if (!hashes.contains(jar.sha1()) && !hashes.contains(jar.content().sha256())) {
                throw new Failure(Failure.Code.UPSTREAM,
                        "step " + with.step() + ": the jar " + jar.facts().path("name").asText("")
                                + " has the SHA-1 " + jar.sha1()
                                + ", which is not among the hashes of the step; it is not run")
                        .exception();
            }
        }
        return List.copyOf(jars);
    }
}
