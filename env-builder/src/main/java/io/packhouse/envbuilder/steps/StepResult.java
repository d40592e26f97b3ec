package io.packhouse.envbuilder.steps;

import io.packhouse.envbuilder.values.Value;

/**
 * What a step made.
 *
 * @param validator
 *            by which a volatile step can ask whether it changed ({@code ETag} or {@code Last-Modified}, as the step likes to
 *            write it); empty when there is none
 */
public record StepResult(Value value, String validator) {

    public StepResult(Value value) {
        this(value, "");
    }
}
