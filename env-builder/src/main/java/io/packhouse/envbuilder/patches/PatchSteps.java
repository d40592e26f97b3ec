package io.packhouse.envbuilder.patches;

import java.util.List;

import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepProvider;
import io.packhouse.envbuilder.steps.Workshop;

/** Brings the kind of step for patches. */
public final class PatchSteps implements StepProvider {

    @Override
    public List<StepKind> kinds(Workshop workshop) {
        return List.of(new PatchApply(workshop));
    }
}
