package io.packhouse.gateway.signatures;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.gateway.jobs.Jobs;
import io.packhouse.platform.objects.ObjectStore;

/**
 * What signatures at the gateway stand on.
 *
 * @param calls
 *            asks the store
 * @param keys
 *            which keys there are
 */
public record SignaturesFoundation(Vertx vertx, ObjectStore objects, BlockingCalls calls, Jobs jobs, SigningKeyView keys,
        MeterRegistry metrics) {
}
