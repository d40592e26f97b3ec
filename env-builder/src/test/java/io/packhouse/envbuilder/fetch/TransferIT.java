package io.packhouse.envbuilder.fetch;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.steps.StepResult;
import io.packhouse.envbuilder.values.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** Transfers that are broken off, and what passes. The server answers the requests of a test one after the other. */
@Timeout(240)
class TransferIT {

    private static final byte[] FILE = FetchHouse.bytes(100_000, 1);
    private static final String SHA512 = Sums.of("SHA-512", FILE);
    private static final String PINNED = ", 'sha512': '" + SHA512 + "'";

    @TempDir
    private static Path root;
    private static FetchHouse house;
    private final Deque<Handler<HttpServerRequest>> answers = new ArrayDeque<>();

    @BeforeAll
    static void open() {
        house = new FetchHouse(root, "environments.fetch.longest-pause", "1s");
    }

    @BeforeEach
    void answerInTurn() {
        house.asked.clear();
        house.at("/f", request -> answers.removeFirst().handle(request));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static HttpServerResponse tagged(HttpServerRequest request, String etag) {
        return etag.isEmpty() ? request.response() : request.response().putHeader("ETag", etag);
    }

    private void breaksAfter(int bytes, String etag) {
        answers.add(request -> tagged(request, etag).putHeader("Content-Length", "100000")
                .write(Buffer.buffer(Arrays.copyOf(FILE, bytes))).onSuccess(_ -> request.connection().close()));
    }

    private void givesAll(byte[] file, String etag) {
        answers.add(request -> tagged(request, etag).end(Buffer.buffer(file)));
    }

    private void givesPart(byte[] file, int from, int to, String range, String etag) {
        answers.add(request -> tagged(request, etag).setStatusCode(206).putHeader("Content-Range", range)
                .end(Buffer.buffer(Arrays.copyOfRange(file, from, to))));
    }

    private void givesStatus(int status) {
        answers.add(request -> request.response().setStatusCode(status).end());
    }

    private void assertGets(String more, String... requests) throws Exception {
        StepResult got = house.run("http.file", call(more));

        assertThat(house.content(got)).isEqualTo(FILE);
        assertThat(house.asked).containsExactly(requests);
        assertThat(answers).isEmpty();
    }

    private static TestCall call(String more) {
        return TestCall.with("{'url': '%s'%s}".formatted(house.url("a.example/f"), more));
    }

    @Test
    void goesOnWhereItEndedWithATag() throws Exception {
        breaksAfter(60_000, "\"v1\"");
        givesPart(FILE, 60_000, 100_000, "bytes 60000-99999/100000", "\"v1\"");

        assertGets("", "/f", "/f bytes=60000- \"v1\"");
    }

    @Test
    void goesOnSeveralTimes() throws Exception {
        breaksAfter(60_000, "\"v1\"");
        answers.add(request -> request.response().setStatusCode(206).putHeader("Content-Range", "bytes 60000-99999/100000")
                .putHeader("Content-Length", "40000").write(Buffer.buffer(Arrays.copyOfRange(FILE, 60_000, 80_000)))
                .onSuccess(_ -> request.connection().close()));
        givesPart(FILE, 80_000, 100_000, "bytes 80000-99999/*", "\"v1\"");

        assertGets("", "/f", "/f bytes=60000- \"v1\"", "/f bytes=80000- \"v1\"");
    }

    @Test
    void goesOnWithADigestAlone() throws Exception {
        breaksAfter(60_000, "");
        givesPart(FILE, 60_000, 100_000, "bytes 60000-99999/100000", "");

        assertGets(PINNED, "/f", "/f bytes=60000-");
    }

    @Test
    void goesOnAfterAPartThatIsShorterThanTheRest() throws Exception {
        breaksAfter(60_000, "\"v1\"");
        givesPart(FILE, 60_000, 70_000, "bytes 60000-69999/100000", "\"v1\"");
        givesPart(FILE, 70_000, 100_000, "bytes 70000-99999/100000", "\"v1\"");

        assertGets("", "/f", "/f bytes=60000- \"v1\"", "/f bytes=70000- \"v1\"");
    }

    @Test
    void keepsWhatItHasWhileTheServerIsDown() throws Exception {
        breaksAfter(60_000, "");
        givesStatus(503);
        givesPart(FILE, 60_000, 100_000, "bytes 60000-99999/100000", "");

        assertGets(PINNED, "/f", "/f bytes=60000-", "/f bytes=60000-");
    }

    @Test
    void beginsAnewWithoutTagAndDigest() throws Exception {
        breaksAfter(60_000, "");
        breaksAfter(60_000, "W/\"weak\"");
        givesAll(FILE, "");

        assertGets("", "/f", "/f", "/f");
    }

    @Test
    void readsAWholeAnswerFromItsStart() throws Exception {
        breaksAfter(60_000, "\"v1\"");
        givesAll(FILE, "\"v2\"");

        assertGets("", "/f", "/f bytes=60000- \"v1\"");
    }

    @Test
    void beginsAnewWhenThePartIsAnother() throws Exception {
        for (String range : List.of("bytes 0-99999/100000", "bytes 60001-99999/100000", "bytes 60000-99999/100001",
                "pages 1-2/3", "")) {
            house.asked.clear();
            breaksAfter(60_000, "\"v1\"");
            givesPart(FILE, 0, 100_000, range, "\"v1\"");
            givesAll(FILE, "\"v1\"");

            assertGets("", "/f", "/f bytes=60000- \"v1\"", "/f");
        }
    }

    @Test
    void beginsAnewWhenNothingIsThere() throws Exception {
        breaksAfter(60_000, "\"v1\"");
        givesStatus(416);
        givesAll(FILE, "\"v2\"");

        assertGets("", "/f", "/f bytes=60000- \"v1\"", "/f");
    }

    @Test
    void beginsAnewWhenTheWholeIsNotWhatItMustBe() throws Exception {
        breaksAfter(60_000, "");
        givesPart(FetchHouse.bytes(100_000, 2), 60_000, 100_000, "bytes 60000-99999/100000", "");
        givesAll(FILE, "");

        assertGets(PINNED, "/f", "/f bytes=60000-", "/f");
    }

    @Test
    void tellsOfTheFileAndNotOfTheWayWhenTheWholeIsWrong() {
        breaksAfter(60_000, "");
        givesPart(FetchHouse.bytes(100_000, 2), 60_000, 100_000, "bytes 60000-99999/100000", "");
        givesAll(FetchHouse.bytes(100_000, 2), "");

        house.assertFails("http.file", call(PINNED), Code.UPSTREAM)
                .hasMessageContaining("a.example sent the file with the SHA512");
    }

    @Test
    void takesNoMoreThanTheLimitInParts() {
        breaksAfter(60_000, "\"v1\"");
        givesPart(FetchHouse.bytes(200_000, 2), 0, 200_000, "bytes 60000-259999/*", "\"v1\"");

        house.assertFails("http.file", call(", 'size': 100000"), Code.UPSTREAM)
                .hasMessageContaining("more than the expected 100000 bytes");
    }

    @Test
    void triesAFewTimes() throws Exception {
        givesStatus(500);
        answers.add(request -> request.response().setStatusCode(429).putHeader("Retry-After", "0").end());
        givesAll(FILE, "");
        TestCall call = call("");

        house.run("http.file", call);

        assertThat(call.log).hasSize(2).allMatch(line -> line.matches(
                "f: a\\.example answered with status (500|429) instead of the file; trying again in [0-9]+ ms"));
        givesStatus(502);
        givesStatus(503);
        givesStatus(504);
        house.assertFails("http.file", call(""), Code.UNAVAILABLE).hasMessageContaining("status 504");
        assertThat(answers).isEmpty();
    }

    @Test
    void waitsAsLongAsItIsAskedToAndNotLonger() throws Exception {
        answers.add(request -> request.response().setStatusCode(503).putHeader("Retry-After", "1").end());
        givesAll(FILE, "");
        long from = System.nanoTime();

        house.run("http.file", call(""));

        assertThat(System.nanoTime() - from).as("waited").isGreaterThanOrEqualTo(990_000_000L);
        answers.add(request -> request.response().setStatusCode(503).putHeader("Retry-After", "2").end());
        house.assertFails("http.file", call(""), Code.UNAVAILABLE).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().retryAfter()).isEqualTo(2));
    }

    @Test
    void asksWhetherWhatItKnowsHasChanged() throws Exception {
        givesAll(FILE, "\"v1\"");
        StepResult first = house.run("http.file", call(""));
        givesStatus(304);
        assertThat(house.run("http.file", call("").after(first))).isEqualTo(first);
        byte[] other = FetchHouse.bytes(1000, 3);
        givesAll(other, "\"v2\"");

        StepResult second = house.run("http.file", call("").after(first));

        assertThat(house.content(second)).isEqualTo(other);
        assertThat(house.asked).containsExactly("/f", "/f   \"v1\"", "/f   \"v1\"");
    }

    @Test
    void asksForAllWhenTheBytesAreGone() throws Exception {
        givesAll(FILE, "\"v1\"");
        StepResult first = house.run("http.file", call(""));
        Value.Blob known = (Value.Blob) first.value();
        StepResult lost = new StepResult(new Value.Blob(new BlobRef("0".repeat(64), 5), known.sha1(),
                known.sha512(), known.links(), known.facts()), first.validator());
        givesAll(FILE, "\"v1\"");

        assertThat(house.content(house.run("http.file", call("").after(lost)))).isEqualTo(FILE);
        assertThat(house.asked).containsExactly("/f", "/f");
    }

    @Test
    void asksNoOtherServerByATagThatIsNotItsOwn() throws Exception {
        givesAll(FILE, "\"v1\"");
        StepResult first = house.run("http.file", call(""));
        givesAll(FILE, "\"w1\"");

        house.run("http.file",
                TestCall.with("{'url': '%s'}".formatted(house.url("b.example/f"))).after(first));

        assertThat(house.asked).containsExactly("/f", "/f");
    }

    @Test
    void asksForTheSiblingOnlyWhenTheFileIsKnown() throws Exception {
        house.at("/f.sha1", request -> request.response().end(Sums.sha1(FILE) + "  f\n"));
        givesAll(FILE, "");
        StepResult first = house.run("http.file", call(", 'checksum': 'sibling-sha1'"));

        StepResult second = house.run("http.file", call(", 'checksum': 'sibling-sha1'").after(first));

        assertThat(second).isEqualTo(first);
        assertThat(house.asked).containsExactly("/f.sha1", "/f", "/f.sha1");
    }
}
