package io.packhouse.envbuilder.steps;

import java.nio.file.Path;

import io.micrometer.core.instrument.MeterRegistry;

import io.packhouse.platform.config.Config;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.outbound.Outbound;

/**
 * What kinds of steps work with.
 *
 * @param outbound
 *            the guarded client: the only way to other servers
 * @param config
 *            of the process, for kinds with settings of their own
 * @param scratch
 *            a directory for temporary files, cleared when the process starts
 */
public record Workshop(ObjectStore objects, Outbound outbound, StepLimits limits, Config config, Path scratch,
        MeterRegistry metrics) {
}
