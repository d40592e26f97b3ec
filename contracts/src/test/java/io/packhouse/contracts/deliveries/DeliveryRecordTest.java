package io.packhouse.contracts.deliveries;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempted;
import io.packhouse.contracts.deliveries.DeliveryRecord.Attempting;
import io.packhouse.contracts.deliveries.DeliveryRecord.Carried;
import io.packhouse.contracts.deliveries.DeliveryRecord.Replayed;
import io.packhouse.contracts.deliveries.DeliveryRecord.Unknown;
import io.packhouse.contracts.deliveries.DeliveryRecord.Wanted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class DeliveryRecordTest {

    private static final JobId JOB = new JobId("a".repeat(40));
    private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");

    private static Wanted wanted() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("result", "success");
        fields.put("msg", "done");
        fields.put("id", "");
        return new Wanted(JOB, AT, "https://r.example/ping", "0123456789abcdef", fields);
    }

    static Stream<DeliveryRecord> records() {
        return Stream.of(wanted(), new Attempting(JOB, AT, 1, "w1"),
                new Attempted(JOB, AT, 1, 503, 12, "later", DeliveryState.PENDING, AT.plusSeconds(5)),
                new Attempted(JOB, AT, 2, null, 4, "no connection", DeliveryState.GIVEN_UP, null),
                new Replayed(JOB, AT, "ops", 2, wanted()), new Carried(JOB, AT, 4, 2, 1, AT, AT.plusSeconds(9), wanted()));
    }

    @ParameterizedTest
    @MethodSource("records")
    void isReadAsItWasWritten(DeliveryRecord record) {
        assertThat(Json.read(Json.write(record), DeliveryRecord.class)).isEqualTo(record);
    }

    @Test
    void fieldsKeepTheirOrder() {
        Wanted read = (Wanted) Json.read(Json.write(wanted()), DeliveryRecord.class);

        assertThat(read.fields().keySet()).containsExactly("result", "msg", "id");
    }

    @Test
    void whatIsWrittenStaysReadable() {
        byte[] json = ("{\"type\":\"attempted\",\"job\":\"" + JOB
                + "\",\"at\":\"2026-03-01T00:00:00Z\",\"number\":1,\"status\":200,"
                + "\"millis\":3,\"answer\":\"\",\"state\":\"given-up\",\"novel\":{}}").getBytes(UTF_8);

        assertThat(Json.read(json, DeliveryRecord.class))
                .isEqualTo(new Attempted(JOB, AT, 1, 200, 3, "", DeliveryState.GIVEN_UP, null));
    }

    @Test
    void aRecordOfANewerVersionIsUnknownAndNoError() {
        byte[] json = ("{\"type\":\"postponed\",\"job\":\"" + JOB + "\",\"at\":\"2026-03-01T00:00:00Z\",\"till\":1}")
                .getBytes(UTF_8);

        assertThat(Json.read(json, DeliveryRecord.class)).isEqualTo(new Unknown(JOB, AT));
    }

    @Test
    void anIdNamesItsJob() {
        assertThat(DeliveryRecord.jobOf(DeliveryRecord.idOf(JOB))).contains(JOB);
        assertThat(DeliveryRecord.jobOf(JOB.value())).isEmpty();
        assertThat(DeliveryRecord.jobOf("dlv_17")).isEmpty();
    }
}
