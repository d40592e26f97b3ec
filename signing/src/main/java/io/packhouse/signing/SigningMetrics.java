package io.packhouse.signing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.signing.keys.KeyRing;
import io.packhouse.signing.keys.KeyState;
import io.packhouse.signing.keys.LoadedKey;

/** What is counted about signatures and keys. Names of keys are tags as far as they are configured. */
final class SigningMetrics {

    private static final double SECONDS_OF_A_DAY = TimeUnit.DAYS.toSeconds(1);

    private final MeterRegistry registry;
    private final List<String> names;

    SigningMetrics(MeterRegistry registry, KeyRing keys, InstantSource clock) {
        this.registry = registry;
        this.names = keys.names();
        for (String name : names) {
            Gauge.builder("packhouse.signing.key.usable", keys,
                    ring -> flag(ring.state(name).map(KeyState::usable).orElse(false)))
                    .description("1 while the key is loaded and its certificate is valid, else 0").tag("key", name)
                    .register(registry);
            Gauge.builder("packhouse.signing.key.in.order", keys,
                    ring -> flag(ring.state(name).map(state -> state.trouble().isEmpty()).orElse(false)))
                    .description("1 while the key's file is good and in use; 0 also while an older one goes on in its place")
                    .tag("key", name).register(registry);
            Gauge.builder("packhouse.signing.key.expires.days", keys, ring -> days(ring, name, clock.instant()))
                    .description("Days until the certificate in use expires; negative after that, NaN while none is loaded")
                    .tag("key", name).register(registry);
        }
    }

    /** Begins to measure a wish; ends as {@code failed} when nobody says otherwise. */
    Measured begin(SignatureName name) {
        return new Measured(name);
    }

    /** A wish for a signature, from its command to its answer. */
    final class Measured implements AutoCloseable {

        private final SignatureName name;
        private final long from = System.nanoTime();
        private String result = "failed";

        private Measured(SignatureName name) {
            this.name = name;
        }

        /** How it ended: {@code made}, or {@code found} where another was faster. */
        void ends(String how) {
            result = how;
        }

        @Override
        public void close() {
            Timer.builder("packhouse.signing.signatures")
                    .description("Wishes for signatures until they were made, found or had failed")
                    .tag("key", names.contains(name.key()) ? name.key() : "unknown").tag("kind", name.kind().wire())
                    .tag("result", result).register(registry).record(Duration.ofNanos(System.nanoTime() - from));
        }
    }

    private static double flag(boolean on) {
        return on ? 1 : 0;
    }

    private static double days(KeyRing ring, String name, Instant now) {
        return ring.state(name).flatMap(KeyState::inUse).map(LoadedKey::notAfter)
                .map(end -> Duration.between(now, end).toSeconds() / SECONDS_OF_A_DAY).orElse(Double.NaN);
    }
}
