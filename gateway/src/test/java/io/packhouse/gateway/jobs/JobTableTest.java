package io.packhouse.gateway.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Event;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.JobState;
import io.packhouse.gateway.api.ListPlace;
import io.packhouse.platform.jobs.CommandRecords.Envelope;
import io.packhouse.platform.kafka.Position;

import static org.assertj.core.api.Assertions.assertThat;

class JobTableTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final JobTable table = new JobTable(5);
    private long offset;

    @Test
    void anEndIsAnEndAlsoWhenItIsToldBeforeTheCommandIsRead() {
        JobId job = JobId.random();

        table.happened(next(), new Event.Ended(job, NOW, "installers", JobState.SUCCEEDED, null));
        table.accepted(envelope(job, NOW.minusSeconds(1)));

        JobStatus status = table.find(job).orElseThrow().status();
        assertThat(status.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(status.acceptedAt()).isEqualTo(NOW.minusSeconds(1));
        assertThat(table.unfinishedCount()).isZero();
    }

    @Test
    void anAttemptBehindTheEndDoesNotBringTheJobBack() {
        JobId job = JobId.random();
        table.accepted(envelope(job, NOW));
        table.happened(next(), new Event.Ended(job, NOW, "installers", JobState.CANCELLED, null));

        table.happened(next(), new Event.Started(job, NOW, "a", 1, "w"));
        table.happened(next(), new Event.Progress(job, NOW, "a", 0.3, "on"));
        Told again = table.happened(next(), new Event.Ended(job, NOW, "installers", JobState.SUCCEEDED, null));

        assertThat(again).isNull();
        assertThat(table.find(job).orElseThrow().status().state()).isEqualTo(JobState.CANCELLED);
        assertThat(table.find(job).orElseThrow().told().stream().filter(Told::isEnd)).hasSize(1);
    }

    @Test
    void aCommandThatIsRepeatedIsOneJobAcceptedWhenItFirstWas() {
        JobId job = JobId.random();
        table.accepted(envelope(job, NOW.plusSeconds(9)));
        table.accepted(envelope(job, NOW));
        table.accepted(envelope(job, NOW.plusSeconds(5)));

        assertThat(table.unfinishedCount()).isEqualTo(1);
        assertThat(table.page(null, null, null, 10)).singleElement().extracting(JobStatus::acceptedAt).isEqualTo(NOW);
    }

    @Test
    void whatANewerVersionTellsIsPassedOver() {
        assertThat(table.happened(next(), new Event.Unknown(JobId.random(), NOW))).isNull();
        assertThat(table.page(null, null, null, 10)).isEmpty();
    }

    @Test
    void sealedKeysAreNotKept() {
        JobId job = JobId.random();

        Told told = table.happened(next(),
                new Event.Ended(job, NOW, "installers", JobState.SUCCEEDED,
                        "secret".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(told).isNotNull();
        assertThat(told.json()).doesNotContain("sealed");
    }

    @Test
    void unfinishedJobsAreNeverForgottenOthersBeyondTheLimitAre() {
        List<JobId> unfinished = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            JobId job = JobId.random();
            unfinished.add(job);
            table.accepted(envelope(job, NOW.plusSeconds(i)));
            table.happened(next(), new Event.Started(JobId.random(), NOW, "a", 1, "w"));
            table.happened(next(), new Event.Ended(JobId.random(), NOW, "installers", JobState.FAILED, null));
        }

        assertThat(unfinished).allSatisfy(job -> assertThat(table.find(job)).isPresent());
        assertThat(table.page(null, null, null, 1000)).hasSize(55);
        assertThat(table.oldestUnfinished()).hasValue(NOW);
    }

    @Test
    void whatIsKeptOfALongLogIsBounded() {
        JobId job = JobId.random();
        table.accepted(envelope(job, NOW));
        for (int i = 0; i < 10_000; i++) {
            table.happened(next(), new Event.Logged(job, NOW, "a", "line " + i + " ".repeat(100)));
            table.happened(next(), new Event.Started(job, NOW, "attempt" + i, i + 1, "w"));
        }

        JobEntry entry = table.find(job).orElseThrow();
        assertThat(entry.told().stream().mapToInt(told -> told.json().length()).sum()).isBetween(30_000, 64 * 1024);
        assertThat(entry.told().getLast().json()).contains("attempt9999");
        assertThat(entry.status().attempts()).hasSizeLessThan(20);
        table.happened(next(), new Event.Ended(job, NOW, "installers", JobState.FAILED, null));
        assertThat(entry.told().stream().mapToInt(told -> told.json().length()).sum()).isLessThanOrEqualTo(4 * 1024);
    }

    @Test
    void pagesGoOnFromTheirPlaceWhileJobsComeAndEnd() {
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            jobs.addFirst(JobId.random());
            table.accepted(envelope(jobs.getFirst(), NOW.plusSeconds(i)));
        }

        List<JobStatus> first = table.page(null, null, null, 3);
        ListPlace place = table.place(first.getLast().id()).orElseThrow();
        table.accepted(envelope(JobId.random(), NOW.plusSeconds(100)));
        table.happened(next(), new Event.Ended(jobs.get(4), NOW, "installers", JobState.FAILED, null));
        List<JobStatus> second = table.page(null, null, place, 3);

        assertThat(first).extracting(JobStatus::id).isEqualTo(jobs.subList(0, 3));
        assertThat(second).extracting(JobStatus::id).isEqualTo(jobs.subList(3, 6));
        assertThat(table.page(JobState.FAILED, null, null, 3)).extracting(JobStatus::id).containsExactly(jobs.get(4));
        assertThat(table.page(null, "other", null, 3)).isEmpty();
    }

    @Test
    void eachUnfinishedJobIsLookedForOnceAndAgainWhenItIsDue() {
        for (int i = 0; i < 3; i++) {
            table.accepted(envelope(JobId.random(), NOW));
        }
        long later = System.nanoTime() + 6_000_000_000L;

        assertThat(table.toLookFor(System.nanoTime(), later, 10)).isEmpty();
        assertThat(table.toLookFor(later, later + 100, 2)).hasSize(2);
        assertThat(table.toLookFor(later, later + 100, 2)).hasSize(1);
        assertThat(table.toLookFor(later, later + 100, 2)).isEmpty();
        assertThat(table.toLookFor(later + 100, later + 200, 10)).hasSize(3);
    }

    @Test
    void aNewJobIsLookedForThoughOlderOnesAreNotDueAgainAndEndedOnesAreNot() {
        JobId old = JobId.random();
        JobId endedEarly = JobId.random();
        JobId endedLate = JobId.random();
        JobId fresh = JobId.random();
        for (JobId job : List.of(old, endedEarly, endedLate)) {
            table.accepted(envelope(job, NOW));
        }
        table.happened(next(), new Event.Ended(endedEarly, NOW, "installers", JobState.FAILED, null));
        long later = System.nanoTime() + 6_000_000_000L;
        long again = later + 60_000_000_000L;

        assertThat(table.toLookFor(later, again, 10)).containsExactly(old, endedLate);
        table.happened(next(), new Event.Ended(endedLate, NOW, "installers", JobState.FAILED, null));
        table.accepted(envelope(fresh, NOW));
        assertThat(table.toLookFor(again - 1, again + 1, 10)).containsExactly(fresh);
        assertThat(table.toLookFor(again, again + 1, 10)).containsExactly(old);
    }

    /** Whatever the order of the two topics, the same jobs are known to be in the same states. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theOrderBetweenTopicsAndRepetitionsDoNotMatter(long seed) {
        Random random = new Random(seed);
        List<Runnable> events = new ArrayList<>();
        List<Runnable> commands = new ArrayList<>();
        JobTable one = new JobTable(1000);
        List<JobId> ended = new ArrayList<>();
        List<JobId> open = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            JobId job = JobId.random();
            Envelope envelope = envelope(job, NOW.plusMillis(i));
            boolean ends = random.nextBoolean();
            (ends ? ended : open).add(job);
            for (int times = 0; times <= random.nextInt(2); times++) {
                commands.add(() -> one.accepted(envelope));
                events.add(() -> one.happened(next(), new Event.Started(job, NOW, "a", 1, "w")));
                if (ends) {
                    events.add(
                            () -> one.happened(next(), new Event.Ended(job, NOW, "installers", JobState.SUCCEEDED, null)));
                }
            }
        }
        Collections.shuffle(commands, random);
        // Events keep their order; the two topics are interleaved at random.
        while (!events.isEmpty() || !commands.isEmpty()) {
            boolean takeEvent = commands.isEmpty() || (!events.isEmpty() && random.nextBoolean());
            (takeEvent ? events : commands).removeFirst().run();
        }

        assertThat(one.unfinishedCount()).as("seed %d", seed).isEqualTo(open.size());
        assertThat(one.page(JobState.SUCCEEDED, "installers", null, 1000)).as("seed %d", seed).extracting(JobStatus::id)
                .containsExactlyInAnyOrderElementsOf(ended);
        assertThat(one.page(JobState.RUNNING, "installers", null, 1000)).as("seed %d", seed).extracting(JobStatus::id)
                .containsExactlyInAnyOrderElementsOf(open);
        assertThat(one.page(null, null, null, 1000)).as("seed %d", seed).isSortedAccordingTo(
                (a, b) -> b.acceptedAt().compareTo(a.acceptedAt()));
    }

    private Position next() {
        return new Position(0, offset++);
    }

    private static Envelope envelope(JobId job, Instant acceptedAt) {
        return new Envelope(job, "installers", "test", acceptedAt, null);
    }
}
