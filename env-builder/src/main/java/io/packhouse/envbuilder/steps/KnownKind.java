package io.packhouse.envbuilder.steps;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the lint knows of a kind of step.
 *
 * @param version
 *            {@link StepKind#version}
 * @param parameters
 *            {@link StepKind#parameters}, sorted; empty where the kind does not say
 */
public record KnownKind(int version, SortedSet<String> parameters) {

    public KnownKind {
        parameters = Collections.unmodifiableSortedSet(new TreeSet<>(parameters));
    }

    /** One that does not say what it reads. */
    public static KnownKind of(int version) {
        return new KnownKind(version, new TreeSet<>());
    }

    static KnownKind of(StepKind kind) {
        return new KnownKind(kind.version(), new TreeSet<>(kind.parameters()));
    }

    /** Whether the kind reads a parameter of that name, as far as it says. */
    public boolean reads(String parameter) {
        return parameters.isEmpty() || parameters.contains(parameter);
    }
}
