package io.packhouse.repackager.pingback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempting;
import io.packhouse.contracts.deliveries.DeliveryRecord.Carried;
import io.packhouse.contracts.deliveries.DeliveryState;

import static io.packhouse.repackager.pingback.PartitionHouse.answer;
import static io.packhouse.repackager.pingback.PartitionHouse.silence;
import static org.assertj.core.api.Assertions.assertThat;

/** Owners of a partition come and go, receivers fail: what was wanted is delivered, and nobody waits for another's receiver. */
class OwnersTest {

    private static final String URL = "http://receiver.example/pingback";
    private static final String ORIGIN = "http://receiver.example:80";

    @Test
    void theScheduleGoesOnAtTheNextOwner() {
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN, _ -> answer(302));
        JobId job = house.wanted(URL);
        for (int hour = 0; hour < 100; hour++) {
            house.pass(Duration.ofHours(1));
            house.crash();
        }

        assertThat(house.attempted(job)).hasSize(11).extracting(Attempted::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9,
                10, 11);
        assertThat(house.partition().resumeFrom()).isEqualTo(house.end());
    }

    @Test
    void anAttemptThatWasCutOffCountsAndTheNextFollowsSoon() {
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN, _ -> answer(200));
        JobId job = JobId.random();
        house.append(URL, new io.packhouse.contracts.deliveries.DeliveryRecord.Wanted(job, house.time.now(), URL, "",
                java.util.Map.of()));
        house.append(URL, new Attempting(job, house.time.now(), 1, "one that died"));
        house.crash();
        assertThat(house.posts(job)).isEmpty();
        house.pass(Duration.ofSeconds(1));

        assertThat(house.posts(job)).hasSize(1);
        assertThat(house.attempted(job)).extracting(Attempted::number).containsExactly(2);
    }

    @Test
    void anAttemptThatKillsItsProcessEachTimeEndsWithTheSchedule() {
        PartitionHouse house = new PartitionHouse("schedule", "5s,5s").receiver(ORIGIN, _ -> {
            throw new ProcessDied();
        });
        JobId job = JobId.random();
        house.append(URL, new io.packhouse.contracts.deliveries.DeliveryRecord.Wanted(job, house.time.now(), URL, "",
                java.util.Map.of()));
        for (int i = 0; i < 10; i++) {
            try {
                house.run();
                house.pass(Duration.ofMinutes(1));
            } catch (ProcessDied e) {
                house.crash();
            }
        }

        assertThat(house.records(job, Attempting.class)).hasSize(3);
        assertThat(house.attempted(job)).singleElement()
                .satisfies(attempted -> assertThat(attempted.state()).isEqualTo(DeliveryState.GIVEN_UP));
    }

    /** As good as {@code kill -9} in the middle of a {@code POST}. */
    private static final class ProcessDied extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void anOwnerThatComesBackLateChangesNothing() {
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN, _ -> answer(302));
        JobId job = house.wanted(URL);
        house.pass(Duration.ofMinutes(1));
        int made = house.posts(job).size();
        house.append(URL, new Attempted(job, house.time.now(), 1, 500, 3, "", DeliveryState.PENDING,
                house.time.now()));
        house.append(URL, new Attempting(job, house.time.now(), 1, "late"));
        house.run();

        assertThat(house.posts(job)).hasSize(made);
        house.pass(Duration.ofDays(5));
        assertThat(house.posts(job)).hasSize(11);
    }

    @Test
    void aDeadReceiverDoesNotDelayTheOthers() {
        PartitionHouse house = new PartitionHouse("concurrency", "1").receiver(ORIGIN, _ -> silence());
        List<JobId> dead = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            dead.add(house.wanted(URL));
        }
        int posts = house.posts.size();
        for (int i = 0; i < 99; i++) {
            String origin = "http://r" + i + ".example:80";
            house.receiver(origin, _ -> answer(200));
            JobId job = house.wanted(origin + "/ping");
            assertThat(house.attempted(job).getLast().state()).isEqualTo(DeliveryState.DELIVERED);
        }

        assertThat(posts).as("the breaker keeps attempts away").isEqualTo(5);
        assertThat(house.posts).hasSize(posts + 99);
        assertThat(house.partition().pendingCount()).isEqualTo(dead.size());
    }

    @Test
    void aReceiverThatFailsIsProbedLessAndLessAndFloodedOnceItWorks() {
        boolean[] up = new boolean[1];
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN, _ -> up[0] ? answer(200) : answer(500));
        for (int i = 0; i < 50; i++) {
            house.wanted(URL);
        }
        assertThat(house.posts).hasSize(5);
        house.pass(Duration.ofSeconds(29));
        assertThat(house.posts).as("open").hasSize(5);
        house.pass(Duration.ofSeconds(1));
        assertThat(house.posts).as("one probe").hasSize(6);
        house.pass(Duration.ofSeconds(59));
        assertThat(house.posts).as("for twice as long").hasSize(6);
        up[0] = true;
        house.pass(Duration.ofSeconds(1));

        assertThat(house.partition().pendingCount()).as("but for those that were tried and wait for their time")
                .isLessThan(7);
        house.pass(Duration.ofMinutes(5));
        assertThat(house.partition().pendingCount()).isZero();
    }

    @Test
    void manyThatWaitForAReceiverThatNeverReturnsEndWithTheScheduleToo() {
        PartitionHouse house = new PartitionHouse().receiver(ORIGIN, _ -> silence());
        for (int i = 0; i < 2000; i++) {
            house.wanted(URL);
        }
        house.pass(Duration.ofDays(5));

        assertThat(house.partition().pendingCount()).isZero();
        assertThat(house.registry.get("packhouse.deliveries.given.up").counter().count()).isEqualTo(2000);
    }

    @Test
    void whatIsReplayedForAReceiverThatNeverReturnsEndsAgain() {
        PartitionHouse house = new PartitionHouse("breaker.longest-pause", "30d").receiver(ORIGIN, _ -> silence());
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            jobs.add(house.wanted(URL));
        }
        house.pass(Duration.ofDays(60));
        assertThat(house.partition().pendingCount()).isZero();
        jobs.forEach(house::replay);
        assertThat(house.partition().pendingCount()).isEqualTo(20);
        house.pass(Duration.ofDays(60));

        assertThat(house.partition().pendingCount()).isZero();
    }

    @Test
    void aReceiverIsAskedSoManyAtOnceAndSoManyASecond() {
        PartitionHouse house = new PartitionHouse("per-origin.rate", "10").receiver(ORIGIN, _ -> answer(200));
        for (int i = 0; i < 40; i++) {
            house.wanted(URL);
        }
        assertThat(house.posts.size()).isBetween(10, 12);
        house.pass(Duration.ofSeconds(1));
        assertThat(house.posts.size()).isBetween(20, 22);
        house.pass(Duration.ofSeconds(3));
        assertThat(house.posts).hasSize(40);
    }

    @Test
    void whatIsNotKeptInMemoryIsReadAgain() {
        boolean[] up = new boolean[1];
        PartitionHouse house = new PartitionHouse("pending-in-memory", "3").receiver(ORIGIN,
                _ -> up[0] ? answer(200) : answer(500));
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            jobs.add(house.wanted(URL));
        }
        up[0] = true;
        house.pass(Duration.ofHours(1));

        for (JobId job : jobs) {
            assertThat(house.posts(job).getLast().body()).isEqualTo(house.posts(job).getFirst().body())
                    .contains(job.value());
        }
        assertThat(house.partition().pendingCount()).isZero();
    }

    /** The price of one receiver that is down must not be days of records for the next owner. */
    @Test
    void theStateOfWhatWaitsIsWrittenOnceMoreSoThatTheOffsetMovesOn() {
        String other = "http://other.example/ping";
        PartitionHouse house = new PartitionHouse("carry-after", "50").receiver(ORIGIN, _ -> answer(302))
                .receiver("http://other.example:80", _ -> answer(200));
        JobId job = house.wanted(URL);
        for (int i = 0; i < 400; i++) {
            house.wanted(other);
            house.pass(Duration.ofMinutes(3));
            house.partition().tidy();
            house.run();
            if (i % 10 == 0) {
                house.crash();
            }
        }
        assertThat(house.end() - house.partition().resumeFrom()).isLessThan(100);
        assertThat(house.records(job, Carried.class)).hasSizeGreaterThan(10);
        house.pass(Duration.ofDays(5));

        assertThat(house.attempted(job)).extracting(Attempted::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(house.attempted(job).getLast().state()).isEqualTo(DeliveryState.GIVEN_UP);
    }
}
