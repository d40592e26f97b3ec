package io.packhouse.gateway.downloads;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Downloads as meters: {@code packhouse.downloads} (timer, by {@code end}) and {@code packhouse.download.bytes} (counter, by
 * {@code way}: {@code zero-copy} or {@code copied}).
 */
public final class MeteredDownloads implements DownloadMetrics {

    private final Map<End, Timer> timers = new EnumMap<>(End.class);
    private final Counter zeroCopy;
    private final Counter copied;

    /** Registers the meters at once, so that they are there with zeroes before the first download. */
    public MeteredDownloads(MeterRegistry registry) {
        for (End end : End.values()) {
            timers.put(end, Timer.builder("packhouse.downloads").description("Downloads with a body, by how they ended")
                    .tag("end", end.name().toLowerCase(Locale.ROOT).replace('_', '-')).register(registry));
        }
        zeroCopy = bytes(registry, "zero-copy");
        copied = bytes(registry, "copied");
    }

    private static Counter bytes(MeterRegistry registry, String way) {
        return Counter.builder("packhouse.download.bytes").description("Body bytes of downloads that sockets took")
                .baseUnit("bytes")
                .tag("way", way).register(registry);
    }

    @Override
    public void ended(Download download) {
        zeroCopy.increment((double) download.zeroCopyBytes());
        copied.increment((double) (download.bytes() - download.zeroCopyBytes()));
        Timer timer = timers.get(download.end());
        if (timer != null) {
            timer.record(download.time());
        }
    }
}
