package io.packhouse.repackager;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Command;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.AddonSource;
import io.packhouse.contracts.addons.AddonsFannedOut;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.contracts.addons.RebuildAddons;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.kafka.LogWriter;
import io.packhouse.platform.kafka.Position;
import io.packhouse.platform.objects.FileObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a bulk's add-ons when the bulk itself ends without having handed them on. */
class FanOutHandlerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final JobId PARENT = JobId.random();

    @TempDir
    Path directory;

    private final Map<JobId, Outcome> told = new LinkedHashMap<>();

    @Test
    void aCancelledBulkTakesAlongWhatHasNotEndedAndTellsOfEach() throws Exception {
        Outcomes outcomes = outcomes();
        Outcome ended = new Outcome.Failed(Kind.ADDON, NOW, "a", new Failure(Failure.Code.INVALID_REQUEST, "no zip"));
        outcomes.decide(PARENT.child(0), ended);

        handler().ended(bulk(), new Outcome.Cancelled(Kind.ADDONS, NOW, "somebody"));

        Outcome cancelled = new Outcome.Cancelled(Kind.ADDON, NOW, "somebody");
        assertThat(told).containsExactly(Map.entry(PARENT.child(0), ended), Map.entry(PARENT.child(1), cancelled));
        assertThat(outcomes.find(PARENT.child(0))).contains(ended);
        assertThat(outcomes.find(PARENT.child(1))).contains(cancelled);
    }

    @Test
    void theAddonsOfAFailedBulkFailForItsReason() throws Exception {
        Failure failure = new Failure(Failure.Code.ATTEMPTS_EXHAUSTED, "the job was tried 4 times");

        handler().ended(bulk(), new Outcome.Failed(Kind.ADDONS, NOW, null, failure));

        assertThat(told.values()).hasSize(2).allSatisfy(
                outcome -> assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(failure)));
    }

    @Test
    void theAddonsOfABulkThatWasHandedOnEndByThemselves() throws Exception {
        handler().ended(bulk(), new Outcome.Succeeded(Kind.ADDONS, NOW, "a",
                Json.tree(new AddonsFannedOut(List.of(PARENT.child(0), PARENT.child(1)), List.of())), List.of()));

        assertThat(told).isEmpty();
        assertThat(outcomes().find(PARENT.child(0))).isEmpty();
    }

    private FanOutHandler handler() {
        return new FanOutHandler(Topic.WORK_ADDONS, new NoLog(), new FileObjectStore(directory),
                (command, outcome) -> told.put(command.job(), outcome));
    }

    private Outcomes outcomes() {
        return new Outcomes(new FileObjectStore(directory));
    }

    private static Command bulk() {
        RebuildAddon addon = new RebuildAddon(new AddonSource.Location("https://example.org/a.xpi"), "a", null, null,
                Map.of(),
                List.of(), null);
        return new Command(PARENT, Kind.ADDONS, "test", NOW, null,
                Json.tree(new RebuildAddons(List.of(addon, addon), List.of(), "")));
    }

    /** Nothing is written when a job ends. */
    private static final class NoLog implements LogWriter {
        @Override
        public Future<Position> append(Topic topic, String key, Map<String, String> headers, byte[] value) {
            throw new AssertionError("written to " + topic);
        }

        @Override
        public boolean available() {
            return false;
        }
    }
}
