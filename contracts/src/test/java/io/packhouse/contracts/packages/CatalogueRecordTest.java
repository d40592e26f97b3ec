package io.packhouse.contracts.packages;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Records lie on the log for ever: what is written now must be read by every later version. */
class CatalogueRecordTest {

    private static final JobId JOB = new JobId("0123456789abcdef0123456789abcdef01234567");
    private static final Instant AT = Instant.parse("2026-11-21T12:00:00.5Z");
    private static final String SHA = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    static List<CatalogueRecord> records() {
        PackageKey key = new PackageKey("hello.world", "linux_x86_64");
        PackageFacts full = new PackageFacts(key, "1.10", Map.of("en", "Hello", "de", "Grüße"), Map.of("en", "A test"),
                List.of("games", "games", "tools"), new BlobRef(SHA, 10240), new BlobRef(SHA, 73), SHA, 574_464,
                "CN=dev");
        PackageFacts bare = new PackageFacts(new PackageKey("x", ""), "", Map.of(), Map.of(), List.of(),
                new BlobRef(SHA, 1), null, SHA, 0, null);
        return List.of(new CatalogueRecord.Uploaded(JOB, AT, "ci", full, "nightly"),
                new CatalogueRecord.Uploaded(JOB, AT, "ci", bare, null),
                new CatalogueRecord.Removed(JOB, AT, "ci", "hello.world", "linux_x86_64"),
                new CatalogueRecord.Removed(JOB, AT, "ci", "hello.world", ""),
                new CatalogueRecord.Removed(JOB, AT, "ci", "hello.world", null),
                new CatalogueRecord.Restored(JOB, AT, "ci", key, 3));
    }

    @ParameterizedTest
    @MethodSource("records")
    void isReadAsItWasWritten(CatalogueRecord record) {
        byte[] json = Json.write(record);

        assertThat(Json.read(json, CatalogueRecord.class)).as(new String(json, StandardCharsets.UTF_8)).isEqualTo(record);
    }

    @Test
    void isWrittenAsEveryVersionReadsIt() {
        assertThat(new String(Json.write(records().get(2)), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"removed\",\"job\":\"" + JOB
                        + "\",\"at\":\"2026-11-21T12:00:00.500Z\",\"caller\":\"ci\",\"id\":\"hello.world\","
                        + "\"architecture\":\"linux_x86_64\"}");
        assertThat(new String(Json.write(records().get(1)), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"uploaded\",\"job\":\"" + JOB
                        + "\",\"at\":\"2026-11-21T12:00:00.500Z\",\"caller\":\"ci\",\"facts\":{\"key\":{\"id\":\"x\","
                        + "\"architecture\":\"\"},\"version\":\"\",\"names\":{},\"descriptions\":{},\"categories\":[],"
                        + "\"file\":{\"sha256\":\"" + SHA + "\",\"size\":1},\"digest\":\"" + SHA
                        + "\",\"unpacked_size\":0}}");
    }

    @Test
    void aRecordOfAnotherTypeIsUnknownAndKeepsItsJob() {
        String newer = "{\"type\":\"renamed\",\"job\":\"" + JOB + "\",\"at\":\"2026-11-21T12:00:00.5Z\",\"caller\":\"ci\","
                + "\"to\":{\"id\":[1]}}";

        assertThat(read(newer)).isEqualTo(new CatalogueRecord.Unknown(JOB, AT, "ci"));
    }

    @Test
    void factsMayLackWhatNewerVersionsAdded() {
        String older = "{\"type\":\"uploaded\",\"job\":\"" + JOB + "\",\"at\":\"2026-11-21T12:00:00.5Z\",\"caller\":\"ci\","
                + "\"facts\":{\"key\":{\"id\":\"x\"},\"file\":{\"sha256\":\"" + SHA + "\",\"size\":1},\"digest\":\"" + SHA
                + "\",\"unpacked_size\":0}}";

        assertThat(read(older)).isEqualTo(records().get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "[]", "",
            "{\"type\":\"removed\",\"at\":\"2026-11-21T12:00:00.5Z\",\"caller\":\"c\"}",
            "{\"type\":\"uploaded\",\"job\":\"0123456789abcdef0123456789abcdef01234567\",\"at\":\"2026-11-21T12:00:00.5Z\","
                    + "\"caller\":\"c\"}",
            "{\"type\":\"restored\",\"job\":\"0123456789abcdef0123456789abcdef01234567\",\"at\":\"2026-11-21T12:00:00.5Z\","
                    + "\"caller\":\"c\",\"key\":{\"id\":\"x\"}}"})
    void aRecordThatIsNotWholeIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOfAny(UncheckedIOException.class);
    }

    private static CatalogueRecord read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), CatalogueRecord.class);
    }
}
