package io.packhouse.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Segment;
import io.packhouse.platform.queue.Attempt;
import io.packhouse.platform.queue.JobHandler;
import io.packhouse.platform.queue.JobResult;

/**
 * Does what the body says: {@code sleep} milliseconds, {@code fail} with a sentence, make a {@code file} of that text, be
 * {@code sealed} with that text for the call that waits.
 */
final class TestWork implements JobHandler {

    @Override
    public String kind() {
        return Kind.INSTALLERS;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(30);
    }

    @Override
    public JobResult run(Command command, Attempt attempt) throws Exception {
        JsonNode body = command.body();
        attempt.progress(0.5, "half of it");
        if (body.has("sleep")) {
            Thread.sleep(body.get("sleep").asLong());
        }
        if (body.has("fail")) {
            throw new Failure(Failure.Code.INVALID_REQUEST, body.get("fail").asText()).exception();
        }
        List<Artifact> files = body.has("file") ? List.of(file(body.get("file").asText())) : List.of();
        if (body.has("sealed")) {
            return new JobResult(Map.of("made_for", List.of("alice")), files,
                    body.get("sealed").asText().getBytes(StandardCharsets.UTF_8));
        }
        return new JobResult(Map.of("size", body.toString().length()), files, null);
    }

    private static Artifact file(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Artifact("a file.txt", "text/plain", bytes.length,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
                List.of(new Segment.Inline(bytes)));
    }
}
