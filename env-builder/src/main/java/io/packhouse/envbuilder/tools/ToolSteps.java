package io.packhouse.envbuilder.tools;

import java.util.List;

import io.packhouse.envbuilder.sandbox.Sandbox;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepProvider;
import io.packhouse.envbuilder.steps.Workshop;

/** Brings {@code tool.run} and {@code forge.processors}, and opens the sandbox. */
public final class ToolSteps implements StepProvider {

    private static final String SECTION = "environments";

    /** Found by {@link java.util.ServiceLoader}. */
    public ToolSteps() {
    }

    @Override
    public List<StepKind> kinds(Workshop workshop) {
        var settings = workshop.config().section(SECTION, ToolsSettings.class);
        var sandbox = Sandbox.of(settings.sandbox(), settings.java(), settings.toolsLimits(),
                workshop.scratch().resolve("tools"));
        return List.of(new ToolRun(workshop.objects(), sandbox, settings.tools()),
                new ForgeProcessors(workshop, sandbox.java()));
    }
}
