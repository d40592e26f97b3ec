package io.packhouse.envbuilder.data;

import java.util.List;

import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepProvider;
import io.packhouse.envbuilder.steps.Workshop;

/** Brings the kinds of steps for JSON, texts and tables. */
public final class DataSteps implements StepProvider {

    @Override
    public List<StepKind> kinds(Workshop workshop) {
        return List.of(new JsonMerge(workshop), new JsonPatch(workshop), new TextTemplate(workshop),
                new TableLookup(workshop), new JsonFind(workshop), new HashVerify(), new Fail());
    }
}
