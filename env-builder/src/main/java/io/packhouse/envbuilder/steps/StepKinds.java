package io.packhouse.envbuilder.steps;

import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import io.packhouse.contracts.Failure;
import io.packhouse.platform.health.Status;

/** The kinds of steps of this process, by name. For any thread. */
public final class StepKinds {

    private final SortedMap<String, StepKind> kinds = new TreeMap<>();

    /** These kinds; {@link IllegalStateException} when two have the same name. */
    public StepKinds(List<StepKind> kinds) {
        for (StepKind kind : kinds) {
            StepKind other = this.kinds.putIfAbsent(kind.name(), kind);
            if (other != null) {
                throw new IllegalStateException(
                        "two kinds of steps are named " + kind.name() + ": " + kind.getClass().getName()
                                + " and " + other.getClass().getName());
            }
        }
    }

    /** Those of every {@link StepProvider} on the class path. */
    public static StepKinds load(Workshop workshop) {
        return new StepKinds(ServiceLoader.load(StepProvider.class).stream()
                .flatMap(provider -> provider.get().kinds(workshop).stream()).toList());
    }

    /**
     * The kind of that name.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code INTERNAL} when there is none
     */
    public StepKind get(String name) {
        StepKind kind = kinds.get(name);
        if (kind == null) {
            throw new Failure(Failure.Code.INTERNAL, "this environment builder has no kind of step «" + name
                    + "»; it has: " + String.join(", ", kinds.keySet())).exception();
        }
        return kind;
    }

    /** What {@code /health/ready} asks because of all kinds, by name. */
    public SortedMap<String, Callable<Status>> checks() {
        SortedMap<String, Callable<Status>> checks = new TreeMap<>();
        kinds.values().forEach(kind -> checks.putAll(kind.checks()));
        return checks;
    }

    /** What the lint knows of each kind, by name. */
    public SortedMap<String, KnownKind> known() {
        SortedMap<String, KnownKind> known = new TreeMap<>();
        kinds.forEach((name, kind) -> known.put(name, KnownKind.of(kind)));
        return Collections.unmodifiableSortedMap(known);
    }

    /** The version of each kind. */
    public SortedMap<String, Integer> versions() {
        SortedMap<String, Integer> versions = new TreeMap<>();
        kinds.forEach((name, kind) -> versions.put(name, kind.version()));
        return Collections.unmodifiableSortedMap(versions);
    }
}
