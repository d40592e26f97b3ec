package io.packhouse.gateway;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;

import io.packhouse.gateway.downloads.DownloadMetrics;
import io.packhouse.gateway.http.Drain;
import io.packhouse.gateway.jobs.JobView;
import io.packhouse.gateway.jobs.JobsApi;

/** What the gateway as a whole counts; accepts and requests are counted where they happen. */
final class GatewayMetrics implements DownloadMetrics {

    private final MeterRegistry registry;

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Registers the gauges. */
    void observe(JobView view, JobsApi api, Drain requests) {
        TimeGauge.builder("packhouse.jobs.oldest.unfinished", view, TimeUnit.MILLISECONDS,
                known -> known.oldestUnfinishedAge().toMillis()).description("Age of the oldest unfinished job")
                .register(registry);
        Gauge.builder("packhouse.jobs.unfinished", view, JobView::unfinishedCount).description("Unfinished jobs")
                .register(registry);
        Gauge.builder("packhouse.jobs.waiting", view, JobView::waitingCount).description("Calls that wait for jobs")
                .register(registry);
        Gauge.builder("packhouse.jobs.streams", api, JobsApi::streamCount).description("Open event streams")
                .register(registry);
        Gauge.builder("packhouse.http.requests.in.flight", requests, Drain::inFlight).description("Requests in flight")
                .register(registry);
    }

    @Override
    public void ended(Download download) {
        String end = download.end().name().toLowerCase(Locale.ROOT);
        Timer.builder("packhouse.downloads").description("Downloads, by how they ended").tag("end", end).register(registry)
                .record(download.time());
        Counter.builder("packhouse.downloads.bytes").description("Body bytes that sockets took").baseUnit("bytes")
                .tag("way", "zero-copy").register(registry).increment((double) download.zeroCopyBytes());
        Counter.builder("packhouse.downloads.bytes").description("Body bytes that sockets took").baseUnit("bytes")
                .tag("way", "copied").register(registry).increment((double) download.bytes() - download.zeroCopyBytes());
    }
}
