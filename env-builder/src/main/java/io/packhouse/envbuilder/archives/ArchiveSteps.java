package io.packhouse.envbuilder.archives;

import java.util.List;

import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepProvider;
import io.packhouse.envbuilder.steps.Workshop;

/** Brings the kinds of steps for archives and trees. */
public final class ArchiveSteps implements StepProvider {

    @Override
    public List<StepKind> kinds(Workshop workshop) {
        return List.of(new ZipExtract(workshop), new ZipBuild(workshop), new TreeOverlay(workshop), new TreePut(workshop),
                new TreeFilter(), new TreeCopy(workshop), new TreeRename(workshop), new TreeFile());
    }
}
