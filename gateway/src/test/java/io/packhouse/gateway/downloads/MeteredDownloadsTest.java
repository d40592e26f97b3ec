package io.packhouse.gateway.downloads;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.packhouse.gateway.downloads.DownloadMetrics.Download;
import io.packhouse.gateway.downloads.DownloadMetrics.End;

import static org.assertj.core.api.Assertions.assertThat;

class MeteredDownloadsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeteredDownloads metrics = new MeteredDownloads(registry);

    @Test
    void countsBytesByTheirWayAndDownloadsByTheirEnd() {
        metrics.ended(new Download(End.COMPLETE, 1000, 900, Duration.ofSeconds(2)));
        metrics.ended(new Download(End.CLIENT_GONE, 10, 0, Duration.ofSeconds(1)));

        assertThat(registry.get("packhouse.download.bytes").tag("way", "zero-copy").counter().count()).isEqualTo(900);
        assertThat(registry.get("packhouse.download.bytes").tag("way", "copied").counter().count()).isEqualTo(110);
        assertThat(registry.get("packhouse.downloads").tag("end", "complete").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(registry.get("packhouse.downloads").tag("end", "client-gone").timer().count()).isEqualTo(1);
        assertThat(registry.get("packhouse.downloads").tag("end", "stalled").timer().count()).isZero();
    }
}
