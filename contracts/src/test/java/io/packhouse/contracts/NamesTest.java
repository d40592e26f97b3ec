package io.packhouse.contracts;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.packhouse.contracts.Topic.Retention;
import io.packhouse.contracts.Topic.Use;
import io.packhouse.contracts.installers.Platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

/** Names that lie on clusters, on disks and in clients: a change here is a change for all of them. */
class NamesTest {

    @Test
    void topics() {
        assertThat(Topic.values()).extracting(Topic::name, Topic::plainName, Topic::use, Topic::retention, Topic::partitions)
                .containsExactly(tuple("WORK_INSTALLERS", "work.installers", Use.QUEUE, Retention.BY_HOUSEKEEPING, 1),
                        tuple("WORK_ADDONS", "work.addons", Use.QUEUE, Retention.BY_HOUSEKEEPING, 1),
                        tuple("WORK_ADDONS_HIGH", "work.addons.high", Use.QUEUE, Retention.BY_HOUSEKEEPING, 1),
                        tuple("WORK_PACKAGES", "work.packages", Use.QUEUE, Retention.BY_HOUSEKEEPING, 1),
                        tuple("WORK_SIGNING", "work.signing", Use.QUEUE, Retention.BY_HOUSEKEEPING, 1),
                        tuple("WORK_ENVIRONMENTS", "work.environments", Use.QUEUE, Retention.BY_HOUSEKEEPING, 1),
                        tuple("EVENTS", "events", Use.LOG, new Retention.For(Duration.ofDays(1)), 1),
                        tuple("PACKAGES", "packages", Use.LOG, Retention.FOR_EVER, 1),
                        tuple("REGISTRY", "registry", Use.COMPACTED, Retention.FOR_EVER, 1),
                        tuple("DELIVERIES", "deliveries", Use.LOG, new Retention.For(Duration.ofDays(28)), 8),
                        tuple("DEAD_LETTERS", "dead-letters", Use.LOG, new Retention.For(Duration.ofDays(28)), 1),
                        tuple("AUDIT_SIGNING", "audit.signing", Use.LOG, new Retention.For(Duration.ofDays(730)), 1));
    }

    @Test
    void noQueueForgetsByTime() {
        assertThat(Topic.values()).filteredOn(topic -> topic.use() == Use.QUEUE).allMatch(
                topic -> topic.retention() instanceof Retention.ForEver && topic.plainName().startsWith("work."));
    }

    @Test
    void topicsAndGroupsOnACluster() {
        var names = new TopicNames("packhouse.");

        assertThat(names.of(Topic.WORK_INSTALLERS)).isEqualTo("packhouse.work.installers");
        assertThat(names.groupOf(Topic.WORK_INSTALLERS)).isEqualTo("packhouse.workers.work.installers");
        assertThat(new TopicNames("").of(Topic.EVENTS)).isEqualTo("events");
        assertThatIllegalArgumentException().isThrownBy(() -> names.groupOf(Topic.EVENTS)).withMessageContaining("EVENTS");
    }

    @Test
    void noTopicIsNamedLikeAGroupOrLikeAnother() {
        var names = new TopicNames("p.");

        assertThat(Arrays.stream(Topic.values()).flatMap(topic -> topic.use() == Use.QUEUE
                ? Stream.of(names.of(topic), names.groupOf(topic))
                : Stream.of(names.of(topic)))).doesNotHaveDuplicates();
    }

    @Test
    void headers() {
        assertThat(List.of(Headers.JOB, Headers.KIND, Headers.CALLER, Headers.TRACEPARENT, Headers.ACCEPTED_AT,
                Headers.CONTENT_TYPE, Headers.JSON, Headers.JSON_IN_BLOB))
                .containsExactly("job", "kind", "caller", "traceparent", "accepted-at", "content-type", "application/json",
                        "application/vnd.packhouse.blob+json");
        assertThat(Kind.INSTALLERS).isEqualTo("installers");
        assertThat(Kind.ENVIRONMENT).isEqualTo("environment");
        assertThat(Command.INLINE_LIMIT).isEqualTo(65_536);
    }

    @Test
    void failureCodes() {
        assertThat(Failure.Code.values()).extracting(Failure.Code::wire).containsExactly("invalid-request", "not-found",
                "conflict", "too-large", "unauthenticated", "forbidden", "too-slow", "too-many", "unavailable",
                "upstream", "storage-full",
                "time-limit",
                "attempts-exhausted", "abandoned", "keys-lost", "internal", "unknown");
    }

    @ParameterizedTest
    @EnumSource
    void aFailureCodeIsTheSameTextInJson(Failure.Code code) {
        assertThat(Wire.write(code)).isEqualTo("\"" + code.wire() + "\"");
        assertThat(Wire.read("\"" + code.wire() + "\"", Failure.Code.class)).isEqualTo(code);
    }

    @Test
    void jobStates() {
        assertThat(JobState.values()).extracting(JobState::wire, JobState::isFinal).containsExactly(tuple("queued", false),
                tuple("running", false), tuple("succeeded", true), tuple("failed", true), tuple("cancelled", true));
    }

    @ParameterizedTest
    @EnumSource
    void aJobStateIsTheSameTextInJson(JobState state) {
        assertThat(Wire.write(state)).isEqualTo("\"" + state.wire() + "\"");
        assertThat(Wire.read("\"" + state.wire() + "\"", JobState.class)).isEqualTo(state);
    }

    @Test
    void theStateOfAnOutcomeIsTheOneThatItIsWrittenWith() {
        for (String kept : List.of("outcome-succeeded", "outcome-failed", "outcome-cancelled")) {
            Outcome outcome = Wire.read(Wire.text(kept), Outcome.class);

            assertThat(Wire.text(kept)).startsWith("{\"state\":\"" + JobState.of(outcome).wire() + "\"");
        }
    }

    @Test
    void platforms() {
        assertThat(Platform.values()).extracting(Platform::wire, Platform::fileName, Platform::contentType).containsExactly(
                tuple("windows", "seattle_win.zip", "application/zip"), tuple("mac", "seattle_mac.tgz", "application/gzip"),
                tuple("linux", "seattle_linux.tgz", "application/gzip"),
                tuple("android", "seattle_android.zip", "application/zip"));
        assertThat(Platform.values()).allMatch(platform -> Platform.parse(platform.wire()).orElseThrow() == platform);
        assertThat(List.of("", "Linux", "LINUX", "linux ", "win")).allMatch(text -> Platform.parse(text).isEmpty());
    }
}
