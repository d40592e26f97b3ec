package io.packhouse.gateway;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;

import io.packhouse.gateway.http.Drain;
import io.packhouse.gateway.jobs.JobView;
import io.packhouse.gateway.jobs.JobsApi;

/** The gauges of the gateway as a whole; requests, accepts and downloads are counted where they happen. */
final class GatewayMetrics {

    private GatewayMetrics() {
    }

    /** Registers the gauges. */
    static void register(MeterRegistry registry, JobView view, JobsApi api, Drain requests) {
        TimeGauge.builder("packhouse.jobs.oldest.unfinished", view, TimeUnit.MILLISECONDS,
                known -> known.oldestUnfinishedAge().toMillis()).description("Age of the oldest unfinished job")
                .register(registry);
        gauge(registry, "packhouse.jobs.unfinished", "Unfinished jobs", view::unfinishedCount);
        gauge(registry, "packhouse.jobs.waiting", "Calls that wait for jobs", view::waitingCount);
        gauge(registry, "packhouse.jobs.streams", "Open event streams", api::streamCount);
        gauge(registry, "packhouse.http.requests.in.flight", "Requests in flight", requests::inFlight);
    }

    private static void gauge(MeterRegistry registry, String name, String description, IntSupplier value) {
        Gauge.builder(name, value::getAsInt).description(description).register(registry);
    }
}
