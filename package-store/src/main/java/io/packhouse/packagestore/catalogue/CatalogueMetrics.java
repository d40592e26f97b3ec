package io.packhouse.packagestore.catalogue;

import java.time.Duration;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import io.packhouse.contracts.FailureException;
import io.packhouse.platform.service.Service;

/**
 * The gauges of the catalogue: how many packages, and how long the view takes to know all that was written when it is asked;
 * {@code NaN} while Kafka does not say, which must not look like no lag.
 */
public final class CatalogueMetrics implements Service {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final CatalogueView view;
    private final Thread thread;
    private volatile double lag = Double.NaN;

    public CatalogueMetrics(CatalogueView view, MeterRegistry registry) {
        this.view = view;
        this.thread = Thread.ofVirtual().name("catalogue-metrics").unstarted(this::loop);
        Gauge.builder("packhouse.packages.size", view, known -> known.caughtUp() ? known.size() : Double.NaN)
                .description("Packages of the catalogue, removed ones not counted").register(registry);
        Gauge.builder("packhouse.packages.view.lag", this, known -> known.lag).baseUnit("seconds")
                .description("How long the view of the catalogue takes to know all that was written").register(registry);
    }

    @Override
    public String name() {
        return "catalogue-metrics";
    }

    @Override
    public void start() {
        thread.start();
    }

    private void loop() {
        try {
            while (true) {
                long from = System.nanoTime();
                try {
                    view.askNow(_ -> Boolean.TRUE);
                    lag = (System.nanoTime() - from) / 1e9;
                } catch (FailureException e) {
                    lag = Double.NaN;
                }
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
