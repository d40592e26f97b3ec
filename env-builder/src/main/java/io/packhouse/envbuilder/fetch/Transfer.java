package io.packhouse.envbuilder.fetch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import io.packhouse.envbuilder.steps.StepCall;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.BlobMaker;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.config.ByteSize;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.outbound.Incoming;
import io.packhouse.platform.outbound.NoAnswerException;

/**
 * A file on its way from one address into the store. What came before a connection broke is kept for the next try, which asks
 * for the rest only, where it can be known that both are parts of one file: a digest is given, or the server named the file by a
 * strong entity tag. What fits together wrongly is read once more from its start.
 */
final class Transfer implements Attempt, AutoCloseable {

    private static final String WHAT = "the file";

    private final Asking asking;
    private final ObjectStore objects;
    private final ByteSize limit;
    private final Wanted wanted;
    private final String url;
    private final StepCall call;
    private @Nullable Checksums told;
    private @Nullable BlobMaker begun;
    private String etag = "";
    private OptionalLong whole = OptionalLong.empty();

    Transfer(Asking asking, ObjectStore objects, ByteSize limit, Wanted wanted, String url, StepCall call) {
        this.asking = asking;
        this.objects = objects;
        this.limit = limit;
        this.wanted = wanted;
        this.url = url;
        this.call = call;
    }

    @Override
    public StepResult run() throws UpstreamException, IOException, InterruptedException {
        Checksums expected = expected();
        Optional<StepResult> known = known();
        if (wanted.isSibling() && known.isPresent() && known.get().value() instanceof Value.Blob blob
                && blob.sha1().equals(expected.digests().get("sha1"))) {
            return known.get();
        }
        Optional<StepResult> got = get(expected, known);
        if (got.isEmpty()) {
            discard();
            got = get(expected, known);
        }
        return got.orElseThrow(() -> UpstreamException.lasting("the parts of " + WHAT + " at " + url + " do not fit"));
    }

    /** What is known of the file, with the SHA-1 beside it. */
    private Checksums expected() throws UpstreamException, IOException, InterruptedException {
        if (!wanted.isSibling()) {
            return wanted.checksums();
        }
        if (told == null) {
            String what = "the SHA-1 of " + WHAT;
            try (Incoming answer = asking.get(url + ".sha1", Map.of(), new ByteSize(SiblingChecksum.LIMIT))) {
                Asking.requireWhole(answer, what);
                String text = SmallBody.of(answer, call.budget()).latin1();
                told = wanted.checksums().withSha1(SiblingChecksum.parse(text).orElseThrow(
                        () -> UpstreamException.lasting(answer.host() + " sent something else instead of " + what)));
            }
        }
        return told;
    }

    /** What the step made the last time, while its bytes are there. */
    private Optional<StepResult> known() {
        return wanted.checksums().isPinned()
                ? Optional.empty()
                : call.previous().filter(result -> result.value() instanceof Value.Blob blob
                        && objects.find(blob.content().sha256()).isPresent());
    }

    /** One request; empty when what has begun cannot go on. */
    private Optional<StepResult> get(Checksums expected, Optional<StepResult> known)
            throws UpstreamException, IOException, InterruptedException {
        boolean goesOn = begun != null;
        Map<String, String> conditions = conditions(expected, known);
        try (Incoming answer = asking.get(url, conditions, limit)) {
            if (answer.status() == 304 && !goesOn && !conditions.isEmpty()) {
                return known;
            }
            if (goesOn && answer.status() == 200) {
                discard();
                goesOn = false;
            }
            if (goesOn && (answer.status() == 206 || answer.status() == 416)) {
                if (answer.status() == 416 || !isTheRest(answer)) {
                    return Optional.empty();
                }
                Asking.requirePlain(answer, WHAT);
            } else {
                Asking.requireWhole(answer, WHAT);
                begin(answer);
            }
            return finished(answer, receive(answer, expected), expected, goesOn);
        }
    }

    private Map<String, String> conditions(Checksums expected, Optional<StepResult> known) {
        if (begun == null) {
            return expected.isPinned()
                    ? Map.of()
                    : known.map(result -> Validator.parse(result.validator()).conditions(url)).orElse(Map.of());
        }
        String range = "bytes=" + begun.size() + "-";
        return etag.isEmpty() ? Map.of("Range", range) : Map.of("Range", range, "If-Range", etag);
    }

    private boolean isTheRest(Incoming answer) {
        Optional<ContentRange> range = answer.header("Content-Range").flatMap(ContentRange::parse);
        return begun != null && range.isPresent() && range.get().first() == begun.size()
                && (range.get().whole().isEmpty() || whole.isEmpty() || range.get().whole().equals(whole));
    }

    private void begin(Incoming answer) {
        discard();
        begun = new BlobMaker(objects);
        etag = answer.header("ETag").filter(tag -> tag.startsWith("\"") && tag.length() <= 1024).orElse("");
        whole = answer.header("Content-Length").filter(length -> length.matches("[0-9]{1,18}"))
                .map(length -> OptionalLong.of(Long.parseLong(length))).orElse(OptionalLong.empty());
    }

    private BlobMaker receive(Incoming answer, Checksums expected)
            throws UpstreamException, IOException, InterruptedException {
        BlobMaker maker = Objects.requireNonNull(begun);
        long most = Math.min(limit.bytes(), expected.size().orElse(Long.MAX_VALUE));
        try {
            answer.writeTo(new CountedStream(maker, call.budget()), new ByteSize(Math.max(0, most - maker.size())));
        } catch (NoAnswerException.TooLarge e) {
            discard();
            throw expected.size().isPresent()
                    ? UpstreamException.lasting(
                            answer.host() + " sends " + WHAT + " with more than the expected " + most + " bytes")
                    : UpstreamException.of(e);
        } catch (NoAnswerException e) {
            if (maker.size() == 0 || (etag.isEmpty() && !expected.isPinned())) {
                discard();
            }
            throw UpstreamException.of(e);
        }
        if (whole.isPresent() && maker.size() < whole.getAsLong()) {
            throw UpstreamException.passing(answer.host() + " sent " + maker.size() + " bytes of " + WHAT + " of "
                    + whole.getAsLong(), Optional.empty());
        }
        return maker;
    }

    /** The file when it is what it must be; empty when it was put together of parts and is not. */
    private Optional<StepResult> finished(Incoming answer, BlobMaker maker, Checksums expected, boolean wentOn)
            throws UpstreamException {
        Optional<String> mismatch = expected.mismatch(answer.host(), WHAT, maker.digests(), maker.size());
        if (mismatch.isPresent()) {
            discard();
            if (wentOn) {
                return Optional.empty();
            }
            throw UpstreamException.lasting(mismatch.get());
        }
        Value.Blob blob = maker.commit();
        discard();
        return Optional.of(new StepResult(
                new Value.Blob(blob.content(), blob.sha1(), blob.sha512(), List.of(answer.asked()), blob.facts()),
                expected.isPinned() ? "" : Validator.of(url, answer).text()));
    }

    private void discard() {
        if (begun != null) {
            begun.close();
            begun = null;
        }
    }

    @Override
    public void close() {
        discard();
    }
}
