package io.packhouse.platform.jobs;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.platform.jobs.Outcomes.Decision;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Durability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OutcomesTest {

    private static final Instant AT = Instant.parse("2026-11-21T06:31:52Z");

    @TempDir
    private Path directory;
    private FileObjectStore objects;
    private Outcomes outcomes;

    @BeforeEach
    void open() {
        objects = new FileObjectStore(directory);
        outcomes = new Outcomes(objects);
    }

    @Test
    void theFirstOutcomeStands() {
        JobId job = JobId.random();
        Outcome first = succeeded("a", "result");
        assertThat(outcomes.find(job)).isEmpty();

        assertThat(outcomes.decide(job, first)).isEqualTo(new Decision(true, first));
        assertThat(outcomes.decide(job, new Outcome.Cancelled(Kind.INSTALLERS, AT, "me")))
                .isEqualTo(new Decision(false, first));
        assertThat(outcomes.decide(job, first)).as("even the same, told again").isEqualTo(new Decision(false, first));

        assertThat(outcomes.find(job)).contains(first);
        assertThat(outcomes.find(JobId.random())).isEmpty();
    }

    @Test
    void liesUnderTheKeyOfTheJobAsItsJson() {
        JobId job = JobId.random();
        Outcome outcome = new Outcome.Failed(Kind.INSTALLERS, AT, null, new Failure(Failure.Code.ABANDONED, "lost"));

        outcomes.decide(job, outcome);

        assertThat(objects.get("jobs/" + job + "/outcome")).contains(Json.write(outcome));
        assertThat(
                List.of(JobKeys.outcome(job), JobKeys.attempt(job, 3), JobKeys.attemptLog(job, "x"), JobKeys.putBack(job)))
                .containsExactly("jobs/" + job + "/outcome", "jobs/" + job + "/attempts/3", "jobs/" + job + "/logs/x",
                        "jobs/" + job + "/put-back");
    }

    @Test
    void ofManyThatDecideAtOnceOneWinsAndAllSeeIt() throws Exception {
        JobId job = JobId.random();
        int rivals = 16;
        try (var pool = Executors.newFixedThreadPool(rivals)) {
            List<Callable<Decision>> all = IntStream.range(0, rivals).<Callable<Decision>>mapToObj(
                    i -> () -> outcomes.decide(job,
                            i % 2 == 0 ? succeeded("attempt " + i, "r") : new Outcome.Cancelled("k", AT, "by " + i)))
                    .toList();
            List<Decision> decisions = pool.invokeAll(all).stream().map(Future::resultNow).toList();

            assertThat(decisions).filteredOn(Decision::mine).hasSize(1);
            assertThat(decisions).extracting(Decision::outcome).containsOnly(outcomes.find(job).orElseThrow());
        }
    }

    @Test
    void oneThatIsTooLargeForAnObjectIsABlob() throws Exception {
        JobId job = JobId.random();
        Outcome large = succeeded("a", "x".repeat(3 * ObjectStore.OBJECT_LIMIT));
        Outcome other = succeeded("b", "y".repeat(3 * ObjectStore.OBJECT_LIMIT));

        assertThat(outcomes.decide(job, large).mine()).isTrue();

        assertThat(outcomes.find(job)).contains(large);
        assertThat(outcomes.decide(job, other)).isEqualTo(new Decision(false, large));
        byte[] json = Json.write(large);
        var sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        assertThat(objects.get(JobKeys.outcome(job)).map(bytes -> new String(bytes, UTF_8)))
                .contains("{\"in_blob\":{\"sha256\":\"" + sha256 + "\",\"size\":" + json.length + "}}");
        assertThat(objects.find(sha256)).contains(new BlobRef(sha256, json.length));
    }

    @Test
    void theLargestObjectIsNoBlob() {
        JobId job = JobId.random();
        int around = Json.write(succeeded("a", "")).length;
        Outcome largest = succeeded("a", "x".repeat(ObjectStore.OBJECT_LIMIT - around));

        outcomes.decide(job, largest);

        assertThat(objects.get(JobKeys.outcome(job)).orElseThrow()).hasSize(ObjectStore.OBJECT_LIMIT);
        assertThat(outcomes.find(job)).contains(largest);
    }

    @Test
    void oneAboveTheLimitIsRefusedAndEndsNothing() {
        JobId job = JobId.random();

        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> outcomes.decide(job, succeeded("a", "x".repeat(Outcomes.LIMIT))))
                .satisfies(e -> assertThat(e.failure().code()).isEqualTo(Failure.Code.TOO_LARGE));
        assertThat(outcomes.find(job)).isEmpty();
    }

    @Test
    void oneOfANewerVersionThatCannotBeReadIsRefusedAndLeftAlone() {
        JobId job = JobId.random();
        byte[] newer = "{\"state\":\"suspended\",\"kind\":\"installers\"}".getBytes(UTF_8);
        objects.createOnce(JobKeys.outcome(job), newer, Durability.POWER);

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> outcomes.find(job));
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> outcomes.decide(job, succeeded("a", "r")));
        assertThat(objects.get(JobKeys.outcome(job))).contains(newer);
    }

    private static Outcome succeeded(String attempt, String result) {
        return new Outcome.Succeeded(Kind.INSTALLERS, AT, attempt, TextNode.valueOf(result), List.of());
    }
}
