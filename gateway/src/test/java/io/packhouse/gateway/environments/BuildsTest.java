package io.packhouse.gateway.environments;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Outcome;
import io.packhouse.gateway.environments.Builds.Build;
import io.packhouse.platform.jobs.Outcomes;
import io.packhouse.platform.objects.FileObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

/** Builds as the store has them. */
class BuildsTest {

    private static final String KEY = "ab".repeat(32);

    @TempDir
    private Path folder;
    private FileObjectStore objects;
    private Builds builds;

    @BeforeEach
    void open() {
        objects = new FileObjectStore(folder);
        builds = new Builds(objects);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 100})
    void theLastIsFound(int count) {
        JobId last = null;
        for (int number = 1; number <= count; number++) {
            last = JobId.random();
            builds.begun(KEY, number, new Build(last, null));
        }

        for (Builds each : List.of(builds, new Builds(objects))) {
            Optional<Builds.Last> found = each.last(KEY);
            assertThat(found.map(Builds.Last::number).orElse(0)).isEqualTo(count);
            assertThat(found.map(one -> one.build().job()).orElse(null)).isEqualTo(last);
            assertThat(each.last(KEY)).as("again, from the number that was seen").isEqualTo(found);
        }
    }

    @Test
    void anotherGatewaysBuildIsFoundBehindTheOneThatWasSeen() {
        builds.begun(KEY, 1, new Build(JobId.random(), null));
        assertThat(builds.last(KEY).orElseThrow().number()).isEqualTo(1);
        Builds other = new Builds(objects);
        other.begun(KEY, 2, new Build(JobId.random(), null));
        other.begun(KEY, 3, new Build(JobId.random(), null));

        assertThat(builds.last(KEY).orElseThrow().number()).isEqualTo(3);
    }

    @Test
    void itsOutcomeIsTheJobs() {
        Build build = new Build(JobId.random(), JobId.random());
        builds.begun(KEY, 1, build);
        assertThat(builds.last(KEY).orElseThrow().outcome()).isNull();

        var outcome = new Outcome.Succeeded(Kind.ENVIRONMENT, Instant.EPOCH, "attempt", Json.tree(Map.of()), List.of());
        new Outcomes(objects).decide(build.job(), outcome);

        assertThat(builds.last(KEY)).hasValue(new Builds.Last(1, build, outcome));
    }

    @Test
    void whatStandsThereFirstCounts() {
        Build first = new Build(JobId.random(), null);

        assertThat(builds.begun(KEY, 1, first)).isEqualTo(first);
        assertThat(builds.begun(KEY, 1, new Build(JobId.random(), null))).isEqualTo(first);
    }

    @Test
    void whoComesSecondWaitsForTheFirst() throws Exception {
        Build build = new Build(JobId.random(), null);
        assertThat(builds.claim(KEY, 1)).isEmpty();
        CompletableFuture<Optional<Build>> second = CompletableFuture.supplyAsync(() -> {
            try {
                return builds.claim(KEY, 1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        builds.begun(KEY, 1, build);

        assertThat(second.get()).hasValue(build);
        assertThat(builds.claim(KEY, 2)).as("another number").isEmpty();
    }
}
