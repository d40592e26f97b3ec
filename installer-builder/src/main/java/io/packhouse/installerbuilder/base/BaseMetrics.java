package io.packhouse.installerbuilder.base;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.packhouse.contracts.installers.Platform;

/** What is counted about base installers. */
final class BaseMetrics {

    private final MeterRegistry registry;
    private final Map<Platform, AtomicInteger> good = new EnumMap<>(Platform.class);

    BaseMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Platform platform : Platform.values()) {
            var state = new AtomicInteger();
            good.put(platform, state);
            Gauge.builder("packhouse.bases.good", state, AtomicInteger::get)
                    .description("1 while the file in the folder is the base installer in use, else 0")
                    .tag("platform", platform.wire()).register(registry);
        }
    }

    void good(Platform platform) {
        good.get(platform).set(1);
        count("packhouse.bases.loaded", "Base installers that were found good", platform);
    }

    void refused(Platform platform) {
        good.get(platform).set(0);
        count("packhouse.bases.refused", "Base installers that were refused", platform);
    }

    private void count(String name, String description, Platform platform) {
        Counter.builder(name).description(description).tag("platform", platform.wire()).register(registry).increment();
    }
}
