package io.packhouse.envbuilder.fetch;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.addonscript.documents.MavenCoordinate;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;

/**
 * {@code maven.file}: a file of the first repository that has it. With {@code coordinate}, {@code repositories} and digests as
 * {@link HttpFile}; {@code checksum} is {@code sibling-sha1} where nothing else is said. Its facts are {@code facts}, such as an
 * item of {@code library.list}, and {@code name} (the artifact's), {@code group}, {@code version}, {@code classifier},
 * {@code extension}, {@code path}, {@code coordinate}.
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
    public boolean isVolatile(Parameters with) {
        return FetchParameters.coordinate(with).version().endsWith("-SNAPSHOT") && !Checksums.of(with).isPinned();
    }

    @Override
    public StepResult run(StepCall call) throws IOException, InterruptedException {
        Parameters with = call.with();
        MavenCoordinate coordinate = FetchParameters.coordinate(with);
        List<String> urls = FetchParameters.repositories(with).stream()
                .map(base -> base + FetchParameters.encoded(coordinate.path())).toList();
        Wanted wanted = new Wanted(coordinate.fileName(), urls, Checksums.of(with),
                FetchParameters.isSibling(with, true));
        return HttpFile.described(upstreams.file(wanted, call), describe(coordinate, FetchParameters.facts(with)));
    }

    /** {@code facts} with what the coordinate says. */
    static ObjectNode describe(MavenCoordinate coordinate, ObjectNode facts) {
        facts.put("coordinate", coordinate.toString()).put("group", coordinate.group()).put("name", coordinate.name())
                .put("version", coordinate.version()).put("extension", coordinate.extension())
                .put("path", coordinate.path());
        if (!coordinate.classifier().isEmpty()) {
            facts.put("classifier", coordinate.classifier());
        }
        return facts;
    }
}
