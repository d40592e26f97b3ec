package io.packhouse.envbuilder.fetch;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code maven.versions}: the versions of {@code coordinate} (group and name; more of it is not looked at) that the first
 * repository of {@code repository} or {@code repositories} has which knows it, as texts in the order of their publication. Volatile.
 */
record MavenVersions(Upstreams upstreams) implements StepKind {

    @Override
    public String name() {
        return "maven.versions";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("coordinate", "repository", "repositories");
    }

    @Override
    public boolean isVolatile(Parameters with) {
        return true;
    }

    @Override
    public StepResult run(StepCall call) throws IOException, InterruptedException {
        Parameters with = call.with();
        String directory = directory(with);
        List<String> urls = FetchParameters.repositories(with).stream()
                .map(base -> base + FetchParameters.encoded(directory) + "/maven-metadata.xml").toList();
        return upstreams.document(new Wanted("step " + call.id(), urls, Checksums.NONE, false), Set.of(),
                (bytes, host) -> new Value.ListOf(
                        MavenMetadata.versions(bytes, host).stream().<Value>map(Value.Text::new).toList()),
                call);
    }

    private static String directory(Parameters with) {
        String[] parts = with.text("coordinate").split(":", 3);
        try {
            return MavenCoordinate.moduleDirectory(parts[0], parts.length < 2 ? "" : parts[1]);
        } catch (IllegalArgumentException e) {
            throw with.wrong("coordinate", "is not group:name: " + e.getMessage());
        }
    }
}
