package io.packhouse.platform.observe;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * The metrics of one process: one registry, with those of the JVM and the process in it. Owners of a metric register it by
 * {@link #registry()}, with a name that begins with {@code packhouse.} and a description.
 *
 * <p>
 * Tag values come from closed sets (kinds, queues, outcomes), never from requests: each new value is memory for ever.
 */
public final class Metrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    /**
     * Makes the registry of a process.
     *
     * @param service
     *            the value of the tag {@code service} of every metric, such as {@code gateway}
     */
    public Metrics(String service) {
        registry.config().commonTags("service", service);
        for (var binder : List.of(new JvmMemoryMetrics(), garbageCollection, new JvmThreadMetrics(),
                new ClassLoaderMetrics(), new ProcessorMetrics(), new UptimeMetrics(), new FileDescriptorMetrics())) {
            binder.bindTo(registry);
        }
    }

    /** Where meters are registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All metrics in Prometheus' text form 0.0.4. Asks every gauge, so not for an event loop. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
