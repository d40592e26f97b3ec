package io.packhouse.envbuilder.fetch;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.config.ByteSize;
import io.packhouse.platform.outbound.Incoming;

/**
 * A document of one address, small enough for memory. Where the step knows one already it asks whether that changed.
 *
 * @param nothing
 *            the statuses that say that there is nothing
 * @param reader
 *            makes a value of it
 */
record DocumentRead(Asking asking, ByteSize limit, Wanted wanted, String url, Set<Integer> nothing, Reader reader,
        StepCall call) implements Attempt {

    private static final String WHAT = "the document";

    /** Reads a document. */
    @FunctionalInterface
    interface Reader {
        /**
         * Its value.
         *
         * @param host
         *            where it comes from, for messages
         */
        Value read(byte[] bytes, String host) throws UpstreamException;
    }

    @Override
    public StepResult run() throws UpstreamException, IOException, InterruptedException {
        Checksums expected = wanted.checksums();
        Optional<StepResult> known = expected.isPinned() ? Optional.empty() : call.previous();
        Map<String, String> conditions = known.map(result -> Validator.parse(result.validator()).conditions(url))
                .orElse(Map.of());
        try (Incoming answer = asking.get(url, conditions, limit)) {
            if (nothing.contains(answer.status())) {
                throw UpstreamException.nothing(answer.host() + " knows nothing of it (status " + answer.status() + ")");
            }
            if (answer.status() == 304 && known.isPresent() && !conditions.isEmpty()) {
                return known.get();
            }
            Asking.requireWhole(answer, WHAT);
            SmallBody body = SmallBody.of(answer, call.budget());
            if (expected.isPinned() || expected.size().isPresent()) {
                Optional<String> mismatch = expected.mismatch(answer.host(), WHAT, body.digests(), body.bytes().length);
                if (mismatch.isPresent()) {
                    throw UpstreamException.lasting(mismatch.get());
                }
            }
            return new StepResult(reader.read(body.bytes(), answer.host()),
                    expected.isPinned() ? "" : Validator.of(url, answer).text());
        }
    }
}
