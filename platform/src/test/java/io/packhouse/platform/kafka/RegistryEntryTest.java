package io.packhouse.platform.kafka;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.addons.SdkCatalogue;
import io.packhouse.contracts.addons.SdkCatalogue.Sdk;

import static org.assertj.core.api.Assertions.assertThat;

class RegistryEntryTest {

    private static final SdkCatalogue NONE = new SdkCatalogue(List.of(), null);
    private static final SdkCatalogue FIRST = new SdkCatalogue(List.of(new Sdk("1.14", "two")), "1.14");
    private static final SdkCatalogue SECOND = new SdkCatalogue(List.of(new Sdk("1.15", "two")), "1.15");

    private final RegistryEntry<SdkCatalogue> entry = new RegistryEntry<>("sdks", SdkCatalogue.class, NONE);

    @Test
    void theLastToSpeakIsRight() {
        assertThat(entry.value()).isEqualTo(NONE);

        fold("sdks", Json.write(FIRST));
        fold("sdks", Json.write(SECOND));

        assertThat(entry.value()).isEqualTo(SECOND);
    }

    @Test
    void otherEntriesChangeNothing() {
        fold("sdks", Json.write(FIRST));
        fold("keys", Json.write(SECOND));

        assertThat(entry.value()).isEqualTo(FIRST);
    }

    @Test
    void aTombstoneTakesItAway() {
        fold("sdks", Json.write(FIRST));
        fold("sdks", new byte[0]);

        assertThat(entry.value()).isEqualTo(NONE);
    }

    private void fold(String key, byte[] value) {
        entry.fold(new LogRecord(Topic.REGISTRY, new Position(0, 0), Instant.EPOCH, key, Map.of(), value));
    }
}
