package io.packhouse.packagestore.verification;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How many packages were good, and why others were not. */
public final class VerificationMetrics {

    private final Counter verified;
    private final Map<Refusal, Counter> refused;

    public VerificationMetrics(MeterRegistry registry) {
        verified = Counter.builder("packhouse.packages.verified").description("Packages that were found good")
                .register(registry);
        refused = Arrays.stream(Refusal.values()).collect(Collectors.toMap(Function.identity(),
                why -> Counter.builder("packhouse.packages.refused").tag("why", why.wire())
                        .description("Packages that were refused").register(registry)));
    }

    void verified() {
        verified.increment();
    }

    void refused(Refusal why) {
        Objects.requireNonNull(refused.get(why)).increment();
    }
}
