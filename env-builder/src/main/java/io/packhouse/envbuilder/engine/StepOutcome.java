package io.packhouse.envbuilder.engine;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.packhouse.envbuilder.values.Value;

/**
 * What became of a step of the recipe on one side.
 *
 * @param value
 *            empty when it was not done
 * @param dependsOnRequest
 *            whether another request, or another time, could have made another value
 * @param freshUntil
 *            how long the value may be taken for true; null for good
 */
record StepOutcome(Optional<Value> value, boolean dependsOnRequest, @Nullable Instant freshUntil) {

    /** It is not for this side at all. */
    static final StepOutcome NOT_HERE = new StepOutcome(Optional.empty(), false, null);
}
