package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempting;
import io.packhouse.contracts.deliveries.DeliveryState;

import static io.packhouse.repackager.pingback.PartitionHouse.answer;
import static io.packhouse.repackager.pingback.PartitionHouse.silence;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of deliveries in hours and days, with the settings of the default file. */
class ScheduleInDaysTest {

    private static final String URL = "http://receiver.example/pingback";
    private static final String ORIGIN = "http://receiver.example:80";

    private static List<Duration> pauses(List<PartitionHouse.Post> posts) {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 1; i < posts.size(); i++) {
            pauses.add(Duration.between(posts.get(i - 1).at(), posts.get(i).at()));
        }
        return pauses;
    }

    private static List<DeliveryState> states(List<Attempted> attempted) {
        return attempted.stream().map(Attempted::state).toList();
    }

    @Test
    void isDeliveredAtOnceAndForgotten() {
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN, _ -> answer(204));
        JobId job = house.wanted(URL);

        assertThat(states(house.attempted(job))).containsExactly(DeliveryState.DELIVERED);
        assertThat(house.records(job, Attempting.class)).hasSize(1);
        assertThat(house.partition().pendingCount()).isZero();
        assertThat(house.partition().resumeFrom()).isEqualTo(house.end());
        assertThat(house.metrics.pending()).isZero();
    }

    @Test
    void aReceiverThatIsDownForDaysGetsEverythingWhenItReturns() {
        Instant[] back = new Instant[1];
        PartitionHouse house = new PartitionHouse();
        back[0] = house.time.now().plus(Duration.ofHours(50));
        house.receiver(ORIGIN, post -> post.at().isBefore(back[0]) ? silence() : answer(200));
        List<JobId> jobs = new ArrayList<>();
        for (int hour = 0; hour < 40; hour++) {
            jobs.add(house.wanted(URL));
            house.pass(Duration.ofHours(1));
        }
        house.pass(Duration.ofDays(3));

        for (JobId job : jobs) {
            assertThat(states(house.attempted(job))).endsWith(DeliveryState.DELIVERED);
            assertThat(house.posts(job)).extracting(PartitionHouse.Post::id).containsOnly(DeliveryRecord.idOf(job));
            assertThat(house.posts(job).stream().filter(post -> !post.at().isBefore(back[0]))).hasSize(1);
        }
        assertThat(house.partition().pendingCount()).isZero();
    }

    @Test
    void theScheduleOfTheDefaultFileIsElevenAttemptsInThreeDays() {
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN, _ -> answer(302));
        JobId job = house.wanted(URL);
        house.pass(Duration.ofDays(10));

        assertThat(pauses(house.posts(job))).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(30),
                Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(8),
                Duration.ofHours(12), Duration.ofDays(1), Duration.ofDays(1));
        assertThat(house.attempted(job)).hasSize(11).extracting(Attempted::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9,
                10, 11);
        assertThat(house.attempted(job).getLast().state()).isEqualTo(DeliveryState.GIVEN_UP);
    }

    @Test
    void jitterStaysWithinItsPart() {
        PartitionHouse house = new PartitionHouse("jitter", "0.2").receiver(ORIGIN, _ -> answer(302));
        JobId job = house.wanted(URL);
        house.pass(Duration.ofDays(10));

        List<Duration> pauses = pauses(house.posts(job));
        assertThat(pauses.get(4)).isBetween(Duration.ofMinutes(48), Duration.ofMinutes(72))
                .isNotEqualTo(Duration.ofHours(1));
        assertThat(pauses).hasSize(10);
    }

    @Test
    void goneEndsItAtOnce() {
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN, _ -> answer(410));
        JobId job = house.wanted(URL);
        house.pass(Duration.ofDays(10));

        assertThat(states(house.attempted(job))).containsExactly(DeliveryState.GIVEN_UP);
    }

    @Test
    void aRefusalEndsItAfterThreeTriesAndPatienceDoesNotCount() {
        List<Integer> answers = new ArrayList<>(List.of(404, 429, 425, 408, 500, 403, 400));
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN, _ -> answer(answers.removeFirst()));
        JobId job = house.wanted(URL);
        house.pass(Duration.ofDays(10));

        assertThat(house.attempted(job)).extracting(Attempted::status).containsExactly(404, 429, 425, 408, 500, 403, 400);
        assertThat(house.attempted(job).getLast().state()).isEqualTo(DeliveryState.GIVEN_UP);
    }

    @Test
    void retryAfterPutsTheNextAttemptOffAndNeverForward() {
        List<String> asked = new ArrayList<>(List.of("600", "Sun, 01 Mar 2026 02:00:00 GMT", "999999999", "1", "soon"));
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN,
                _ -> asked.isEmpty() ? answer(200) : answer(503, asked.removeFirst()));
        JobId job = house.wanted(URL);
        house.pass(Duration.ofDays(10));

        assertThat(pauses(house.posts(job))).containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(110),
                Duration.ofDays(1), Duration.ofMinutes(10), Duration.ofHours(1));
        assertThat(house.attempted(job).getLast().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void whatIsNoUrlIsRecordedAndOver() {
        PartitionHouse house = new PartitionHouse().receiver("none", _ -> new Reply.Silent("no URL", true, Duration.ZERO));
        JobId job = house.wanted("/services/pingback");

        assertThat(states(house.attempted(job))).containsExactly(DeliveryState.GIVEN_UP);
    }

    @Test
    void whatTheGuardRefusesEndsAfterThreeTries() {
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN,
                _ -> new Reply.Silent("private address", true, Duration.ZERO));
        JobId job = house.wanted(URL);
        house.pass(Duration.ofDays(10));

        assertThat(states(house.attempted(job))).containsExactly(DeliveryState.PENDING, DeliveryState.PENDING,
                DeliveryState.GIVEN_UP);
    }

    @Test
    void aReplayMakesItAgainFromTheFirstEntryOfTheScheduleUnderTheSameId() {
        boolean[] up = new boolean[1];
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN, _ -> up[0] ? answer(200) : answer(410));
        JobId job = house.wanted(URL);
        house.pass(Duration.ofDays(5));
        house.crash();
        up[0] = true;
        house.replay(job);

        assertThat(house.attempted(job)).extracting(Attempted::number).containsExactly(1, 2);
        assertThat(house.attempted(job).getLast().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(house.posts(job)).extracting(PartitionHouse.Post::id).containsOnly(DeliveryRecord.idOf(job)).hasSize(2);
        house.replay(job);
        assertThat(house.posts(job)).as("delivered, and made again all the same").hasSize(3);
    }

    @Test
    void aReplayOfWhatWaitsBeginsTheScheduleAnew() {
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN, _ -> answer(302));
        JobId job = house.wanted(URL);
        house.pass(Duration.ofHours(3));
        int before = house.posts(job).size();
        house.replay(job);
        house.pass(Duration.ofDays(10));

        assertThat(house.posts(job)).hasSize(before + 11);
        assertThat(pauses(house.posts(job).subList(before, before + 3))).containsExactly(Duration.ofSeconds(5),
                Duration.ofSeconds(30));
    }

    @Test
    void wantedTwiceIsDeliveredOnce() {
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN, _ -> answer(200));
        JobId job = house.wanted(URL);
        house.append(URL, house.records(job, DeliveryRecord.Wanted.class).getFirst());
        house.run();
        house.pass(Duration.ofDays(1));

        assertThat(house.posts(job)).hasSize(1);
    }
}
