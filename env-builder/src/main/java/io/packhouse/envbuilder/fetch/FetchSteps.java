package io.packhouse.envbuilder.fetch;

import java.util.List;

import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepProvider;
import io.packhouse.envbuilder.steps.Workshop;

/** Brings {@code http.json}, {@code http.file}, {@code maven.file}, {@code maven.versions} and {@code library.list}. */
public final class FetchSteps implements StepProvider {

    @Override
    public List<StepKind> kinds(Workshop workshop) {
        Upstreams upstreams = new Upstreams(workshop);
        return List.of(new HttpJson(upstreams), new HttpFile(upstreams), new MavenFile(upstreams),
                new MavenVersions(upstreams), new LibraryList());
    }
}
