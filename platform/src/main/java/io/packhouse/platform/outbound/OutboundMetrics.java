package io.packhouse.platform.outbound;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * {@code packhouse.outbound.requests}: calls with their time, by use ({@code fetch}, {@code get} up to the answer's head, {@code post}) and by how they ended
 * ({@code answered}, {@code failed}, {@code refused}, {@code unreachable}, {@code timed-out}, {@code broken-off},
 * {@code stopped}).
 */
record OutboundMetrics(MeterRegistry registry, String use) {

    void ended(String how, Duration time) {
        Timer.builder("packhouse.outbound.requests").description("Requests to addresses that others named")
                .tag("use", use).tag("ended", how).publishPercentileHistogram().register(registry).record(time);
    }

    static String name(NoAnswerException failure) {
        return switch (failure) {
            case NoAnswerException.Refused _ -> "refused";
            case NoAnswerException.Unreachable _ -> "unreachable";
            case NoAnswerException.TimedOut _ -> "timed-out";
            case NoAnswerException.BrokenOff _ -> "broken-off";
            case NoAnswerException.TooLarge _ -> "failed";
        };
    }
}
