package io.packhouse.gateway.deliveries;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempting;
import io.packhouse.contracts.deliveries.DeliveryRecord.Carried;
import io.packhouse.contracts.deliveries.DeliveryRecord.Replayed;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;
import io.packhouse.contracts.deliveries.DeliveryState;
import io.packhouse.platform.kafka.Position;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryTableTest {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final String ORIGIN = "https://r.example:443";

    private final DeliveryTable table = new DeliveryTable(5);
    private long offset;

    private void fold(DeliveryRecord record) {
        table.fold(new Position(3, offset++), ORIGIN, record);
    }

    private Wanted wanted(int second) {
        Wanted wanted = new Wanted(JobId.random(), T0.plusSeconds(second), "https://r.example/ping", "", Map.of());
        fold(wanted);
        return wanted;
    }

    private void end(JobId job, int number, DeliveryState state) {
        fold(new Attempting(job, T0, number, "w1"));
        fold(new Attempted(job, T0.plusSeconds(1), number, 500, 7, "sorry", state,
                state == DeliveryState.PENDING ? T0.plusSeconds(9) : null));
    }

    private List<JobId> jobs(String... query) {
        MultiMap map = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < query.length; i += 2) {
            map.add(query[i], query[i + 1]);
        }
        return table.page(DeliveryListQuery.of(map)).deliveries().stream().map(DeliveryStatus::job).toList();
    }

    @Test
    void tellsEveryAttempt() {
        JobId job = wanted(0).job();
        end(job, 1, DeliveryState.PENDING);
        fold(new Attempting(job, T0.plusSeconds(9), 2, "w2"));
        DeliveryStatus status = table.find(job).orElseThrow();

        assertThat(status.state()).isEqualTo(DeliveryState.PENDING);
        assertThat(status.attempts()).hasSize(2);
        assertThat(status.attempts().getFirst().status()).isEqualTo(500);
        assertThat(status.attempts().getFirst().answer()).isEqualTo("sorry");
        assertThat(status.attempts().getLast().endedAt()).isNull();
        assertThat(status.next()).as("one runs").isNull();
    }

    @Test
    void recordsThatComeTwiceOrLateChangeNothing() {
        Wanted wanted = wanted(0);
        end(wanted.job(), 1, DeliveryState.PENDING);
        end(wanted.job(), 2, DeliveryState.DELIVERED);
        DeliveryStatus before = table.find(wanted.job()).orElseThrow();
        fold(wanted);
        end(wanted.job(), 1, DeliveryState.PENDING);
        fold(new Attempted(wanted.job(), T0.plusSeconds(99), 2, 200, 1, "", DeliveryState.DELIVERED, null));

        assertThat(table.find(wanted.job())).contains(before);
    }

    @Test
    void aReplayPutsItBackAndIsWhereItIsReadFrom() {
        Wanted wanted = wanted(0);
        end(wanted.job(), 1, DeliveryState.GIVEN_UP);
        fold(new Replayed(wanted.job(), T0.plusSeconds(60), "ops", 1, wanted));

        assertThat(table.find(wanted.job()).orElseThrow().state()).isEqualTo(DeliveryState.PENDING);
        assertThat(table.find(wanted.job()).orElseThrow().place()).isEqualTo(new Position(3, offset - 1));
        assertThat(table.find(wanted.job()).orElseThrow().attemptCount()).isEqualTo(1);
    }

    @Test
    void theEndOfAnAttemptBeforeAReplayDecidesNothing() {
        Wanted wanted = wanted(0);
        fold(new Attempting(wanted.job(), T0, 1, "w1"));
        fold(new Replayed(wanted.job(), T0.plusSeconds(60), "ops", 1, wanted));
        fold(new Attempted(wanted.job(), T0.plusSeconds(61), 1, 410, 7, "", DeliveryState.GIVEN_UP, null));

        assertThat(table.find(wanted.job()).orElseThrow().state()).isEqualTo(DeliveryState.PENDING);
        assertThat(table.find(wanted.job()).orElseThrow().attempts().getLast().status()).isEqualTo(410);
    }

    @Test
    void whatIsCarriedIsKnownFromThat() {
        Wanted wanted = new Wanted(JobId.random(), T0, "https://r.example/ping", "", Map.of());
        fold(new Carried(wanted.job(), T0.plusSeconds(60), 4, 0, 0, T0, T0.plusSeconds(90), wanted));

        assertThat(table.find(wanted.job()).orElseThrow().attemptCount()).isEqualTo(4);
    }

    @Test
    void listsNewestFirstPageByPage() {
        List<JobId> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.addFirst(wanted(i).job());
        }
        end(all.get(1), 1, DeliveryState.DELIVERED);
        MultiMap two = MultiMap.caseInsensitiveMultiMap().add("limit", "2");
        DeliveryTable.Page first = table.page(DeliveryListQuery.of(two));

        assertThat(jobs()).isEqualTo(all);
        assertThat(first.deliveries()).extracting(DeliveryStatus::job).containsExactly(all.get(0), all.get(1));
        assertThat(jobs("limit", "2", "cursor", first.next().cursor())).containsExactly(all.get(2),
                all.get(3));
        assertThat(jobs("state", "delivered")).containsExactly(all.get(1));
        assertThat(jobs("job", all.get(3).value())).containsExactly(all.get(3));
        assertThat(jobs("origin", "HTTPS://R.example/whatever")).isEqualTo(all);
        assertThat(jobs("origin", "http://r.example")).isEmpty();
    }

    @Test
    void forgetsWhatIsOverFirstAndThenTheEldest() {
        JobId eldest = wanted(0).job();
        JobId over = wanted(1).job();
        end(over, 1, DeliveryState.GIVEN_UP);
        for (int i = 2; i < 6; i++) {
            wanted(i);
        }
        assertThat(table.find(over)).isEmpty();
        assertThat(table.find(eldest)).isPresent();
        wanted(6);
        assertThat(table.find(eldest)).isEmpty();
        end(eldest, 1, DeliveryState.DELIVERED);
        assertThat(jobs()).hasSize(5);
    }
}
