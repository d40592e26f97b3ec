package io.packhouse.envbuilder.fetch;

import java.io.IOException;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;

/**
 * {@code maven.file}: a file of the first repository that has it. With {@code coordinate}, {@code repositories} and digests as
 * {@link HttpFile}, or with {@code library}, an item of {@code library.list}, in place of what of these it has;
 * {@code checksum} is {@code sibling-sha1} where nothing else is said. Its facts are {@code facts}, those of the item
 * ({@code sides}), and {@code name} (the artifact's), {@code group}, {@code version}, {@code classifier},
 * {@code extension}, {@code path}, {@code coordinate}, {@code label} (the artifact's name and classifier).
 *
 * <p>
 * Maven's releases never change, so that this is volatile for {@code -SNAPSHOT} without a digest only.
 */
record MavenFile(Upstreams upstreams) implements StepKind {

    @Override
    public String name() {
        return "maven.file";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("coordinate", "repository", "repositories", "library", "sha1", "sha256", "sha512", "size", "checksum",
                "facts");
    }

    @Override
    public boolean isVolatile(Parameters with) {
        MavenRequest request = MavenRequest.of(with);
        return request.coordinate().version().endsWith("-SNAPSHOT") && !request.checksums().isPinned();
    }

    @Override
    public StepResult run(StepCall call) throws IOException, InterruptedException {
        MavenRequest request = MavenRequest.of(call.with());
        Wanted wanted = new Wanted(request.coordinate().fileName(), request.urls(), request.checksums(),
                FetchParameters.isSibling(call.with(), true));
        return HttpFile.described(upstreams.file(wanted, call), describe(request.coordinate(), request.facts()));
    }

    /** {@code facts} with what the coordinate says. */
    static ObjectNode describe(MavenCoordinate coordinate, ObjectNode facts) {
        facts.put("coordinate", coordinate.toString()).put("group", coordinate.group()).put("name", coordinate.name())
                .put("version", coordinate.version()).put("extension", coordinate.extension())
                .put("path", coordinate.path())
                .put("label", coordinate.name() + (coordinate.classifier().isEmpty() ? "" : "-" + coordinate.classifier()));
        if (!coordinate.classifier().isEmpty()) {
            facts.put("classifier", coordinate.classifier());
        }
        return facts;
    }
}
