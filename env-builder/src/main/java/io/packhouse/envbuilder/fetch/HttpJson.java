package io.packhouse.envbuilder.fetch;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.addonscript.documents.StrictJson;
import io.packhouse.envbuilder.steps.Parameters;
import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepKind;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

/**
 * {@code http.json}: a JSON document or a part of it. With {@code url} or {@code urls}, digests as {@link HttpFile},
 * {@code select} (a JSON pointer) and {@code not_found}: the statuses, 404 where nothing is said, by which a server says that
 * there is no data for a valid version. Volatile without a digest.
 */
record HttpJson(Upstreams upstreams) implements StepKind {

    private static final List<String> NOT_FOUND = List.of("404");

    @Override
    public String name() {
        return "http.json";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Set<String> parameters() {
        return Set.of("url", "urls", "sha1", "sha256", "sha512", "size", "select", "not_found");
    }

    @Override
    public boolean isVolatile(Parameters with) {
        return !Checksums.of(with).isPinned();
    }

    @Override
    public StepResult run(StepCall call) throws IOException, InterruptedException {
        Parameters with = call.with();
        List<String> urls = FetchParameters.urls(with);
        JsonPointer select = select(with);
        Wanted wanted = new Wanted("step " + call.id(), urls, Checksums.of(with), false);
        return upstreams.document(wanted, nothing(with), (bytes, host) -> read(bytes, host, select), call);
    }

    private static Value read(byte[] bytes, String host, JsonPointer select) throws UpstreamException {
        try {
            JsonNode found = StrictJson.read(bytes, Integer.MAX_VALUE).at(select);
            if (found.isMissingNode()) {
                throw UpstreamException.lasting(host + " sent a document that has no " + select);
            }
            return new Value.Json(found);
        } catch (RefusedException e) {
            throw UpstreamException.lasting(host + " sent a document that cannot be used: " + e.refusal().detail());
        }
    }

    private static JsonPointer select(Parameters with) {
        try {
            return JsonPointer.compile(with.text("select", ""));
        } catch (IllegalArgumentException e) {
            throw with.wrong("select", "is no JSON pointer such as /launcherMeta/libraries: " + e.getMessage());
        }
    }

    private static Set<Integer> nothing(Parameters with) {
        List<String> statuses = with.has("not_found") ? with.texts("not_found") : NOT_FOUND;
        if (!statuses.stream().allMatch(status -> status.matches("[45][0-9]{2}"))) {
            throw with.wrong("not_found", "is a list of statuses from 400 to 599");
        }
        return statuses.stream().map(Integer::valueOf).collect(Collectors.toSet());
    }
}
