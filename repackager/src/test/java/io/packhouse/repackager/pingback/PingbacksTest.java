package io.packhouse.repackager.pingback;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.AddonFormat;
import io.packhouse.contracts.addons.AddonRebuilt;
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.contracts.addons.Pingback;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.kafka.Position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is wanted of each outcome. */
class PingbacksTest {

    private static final Instant ENDED = Instant.parse("2026-03-01T00:00:00Z");

    private record Appended(Topic topic, String key, byte[] value) {
    }

    /** A log in memory: what is appended is acknowledged. */
    private static final class MemoryWriter implements LogWriter {
        final List<Appended> log = new ArrayList<>();
        @Nullable
        Failure trouble;

        @Override
        public Future<Position> append(Topic topic, String key, Map<String, String> headers, byte[] value) {
            if (trouble != null) {
                return Future.failedFuture(trouble.exception());
            }
            log.add(new Appended(topic, key, value));
            return Future.succeededFuture(new Position(0, log.size()));
        }

        @Override
        public boolean available() {
            return true;
        }
    }

    private final MemoryWriter writer = new MemoryWriter();
    private final Pingbacks pingbacks = new Pingbacks(writer);
    private final JobId job = JobId.random();

    private static Pingback pingback(String request) {
        Map<String, String> extras = new LinkedHashMap<>();
        extras.put("addon", "3615");
        extras.put("secret", "forged");
        extras.put("result", "forged");
        return new Pingback("HTTPS://Addons.example/ping", "00112233aabbccdd", "https://builder.example/xpi/x/", request,
                extras);
    }

    private Command command(@Nullable Pingback pingback) {
        RebuildAddon addon = new RebuildAddon(new AddonSource.Location("https://amo.example/tool.xpi"), "tool", null, null,
                Map.of(), List.of(), pingback);
        return new Command(job, Kind.ADDON, "test", ENDED, null, Json.tree(addon));
    }

    private Wanted told(Outcome outcome, String request) throws InterruptedException {
        pingbacks.tell(command(pingback(request)), outcome);
        Appended last = writer.log.getLast();
        assertThat(last.topic()).isEqualTo(Topic.DELIVERIES);
        assertThat(last.key()).isEqualTo("https://addons.example:443");
        return (Wanted) Json.read(last.value(), DeliveryRecord.class);
    }

    private static Outcome succeeded() {
        return new Outcome.Succeeded(Kind.ADDON, ENDED, "a1", Json.tree(new AddonRebuilt("jid1@jetpack", "Greeter", "1.0",
                "1.0.1", AddonFormat.ADDON_SDK, null, "Exporting extension to greeter.xpi.", List.of())), List.of());
    }

    @Test
    void tellsOfSuccess() throws Exception {
        Wanted wanted = told(succeeded(), "a=1&secret=");

        assertThat(wanted.job()).isEqualTo(job);
        assertThat(wanted.at()).isEqualTo(ENDED);
        assertThat(wanted.url()).isEqualTo("HTTPS://Addons.example/ping");
        assertThat(wanted.secretName()).isEqualTo("00112233aabbccdd");
        assertThat(wanted.fields().entrySet()).extracting(field -> field.getKey() + "=" + field.getValue()).containsExactly(
                "result=success", "msg=Exporting extension to greeter.xpi.", "id=jid1@jetpack",
                "location=https://builder.example/xpi/x/", "request=a=1&secret=", "addon=3615", "job=" + job);
    }

    @Test
    void tellsOfFailureWithAllFields() throws Exception {
        Wanted wanted = told(new Outcome.Failed(Kind.ADDON, ENDED, null, new Failure(Failure.Code.ABANDONED, "given up")),
                "");

        assertThat(wanted.fields().entrySet()).extracting(field -> field.getKey() + "=" + field.getValue()).containsExactly(
                "result=failure", "msg=given up", "id=", "location=", "request=", "addon=3615", "job=" + job);
    }

    @Test
    void tellsOfCancellation() throws Exception {
        assertThat(told(new Outcome.Cancelled(Kind.ADDON, ENDED, "ops"), "").fields()).containsEntry("result", "failure")
                .containsEntry("location", "");
    }

    @Test
    void toldTwiceSaysTheSame() throws Exception {
        Wanted first = told(succeeded(), "a=1");

        assertThat(told(succeeded(), "a=1")).isEqualTo(first);
    }

    @Test
    void whoWantsNoPingbackGetsNone() throws Exception {
        pingbacks.tell(command(null), succeeded());

        assertThat(writer.log).isEmpty();
    }

    @Test
    void aRequestThatIsTooLongLosesItsLongestFields() throws Exception {
        String addons = "addons=" + "x".repeat(600_000);
        Wanted wanted = told(succeeded(), "addon=1&" + addons + "&uuid=17");

        assertThat(wanted.fields()).containsEntry("request", "addon=1&uuid=17");
    }

    @Test
    void aLogThatIsAwayIsTold() {
        writer.trouble = new Failure(Failure.Code.UNAVAILABLE, "Kafka does not answer");

        assertThatThrownBy(() -> pingbacks.tell(command(pingback("")), succeeded())).isInstanceOfSatisfying(
                FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(Failure.Code.UNAVAILABLE));
    }

    @Test
    void aCommandThatIsNoneTellsNobody() {
        Command command = new Command(job, Kind.ADDON, "test", ENDED, null, Json.tree(Map.of("a", 1)));

        assertThatThrownBy(() -> pingbacks.tell(command, succeeded())).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(Failure.Code.INVALID_REQUEST));
    }
}
