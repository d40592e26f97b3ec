package io.packhouse.envbuilder.fetch;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code http.file}: a file of one or more addresses. With {@code url} or {@code urls}, {@code sha1}, {@code sha256},
 * {@code sha512}, {@code size}, {@code checksum: sibling-sha1}, {@code name} and {@code facts}; its fact {@code name} is the last
 * part of the first address where nothing else is said.
 *
 * <p>
 * Volatile without a digest, with a sibling too: an address promises nothing. What is known then costs a question only, for the
 * sibling or by the server's validator.
 */
record HttpFile(Upstreams upstreams) implements StepKind {

    @Override
    public String name() {
        return "http.file";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("url", "urls", "sha1", "sha256", "sha512", "size", "checksum", "name", "facts");
    }

    @Override
    public boolean isVolatile(Parameters with) {
        return !Checksums.of(with).isPinned();
    }

    @Override
    public StepResult run(StepCall call) throws IOException, InterruptedException {
        Parameters with = call.with();
        List<String> urls = FetchParameters.urls(with);
        ObjectNode facts = FetchParameters.facts(with);
        String name = with.text("name", facts.path("name").asText(lastPart(urls.getFirst())));
        facts.put("name", name);
        Wanted wanted = new Wanted(name, urls, Checksums.of(with), FetchParameters.isSibling(with, false));
        return described(upstreams.file(wanted, call), facts);
    }

    /** {@code result} with {@code facts}, which messages of others may name its file by. */
    static StepResult described(StepResult result, ObjectNode facts) {
        return result.value() instanceof Value.Blob blob
                ? new StepResult(blob.with(facts), result.validator())
                : result;
    }

    private static String lastPart(String url) {
        String path = url.split("[?#]", 2)[0];
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isEmpty() ? "file" : last;
    }
}
