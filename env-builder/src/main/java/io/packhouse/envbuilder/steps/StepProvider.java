package io.packhouse.envbuilder.steps;

import java.util.List;

/**
 * Brings kinds of steps; found by {@link java.util.ServiceLoader}. A new environment needs new data; only a new mechanism needs
 * one of these.
 */
public interface StepProvider {

    /** The kinds, which are used by any number of threads until the process ends. */
    List<StepKind> kinds(Workshop workshop);
}
