package io.packhouse.installerbuilder.base;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.BaseLimits;
import io.packhouse.installerbuilder.archive.InstallerBase;
import io.packhouse.platform.objects.ObjectStore;

/**
 * The base installers of this process. New versions are picked up while it runs; a file that is still being copied is waited
 * for; a broken one is refused with a log line, a metric and a state that says why, and the last good one stays in use, also
 * over a restart. What was built before does not change: it names blobs, and those stay.
 */
public final class BaseInstallers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BaseInstallers.class);

    private final BaseSource source;
    private final List<BaseWatch> watches;
    private final ScheduledExecutorService scanner = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("base-installers").daemon(true).factory());

    /** Nothing is read before {@link #start}. */
    public BaseInstallers(BaseSource source, ObjectStore store, BaseLimits limits, MeterRegistry registry, Clock clock) {
        this.source = source;
        var loader = new BaseLoader(source, store, limits, clock);
        var metrics = new BaseMetrics(registry);
        this.watches = Arrays.stream(Platform.values()).map(platform -> new BaseWatch(platform, loader, metrics)).toList();
    }

    /**
     * Loads every platform's base installer. Blocks for as long as that takes: some seconds for large new ones.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAVAILABLE} when a platform has neither a good file nor a last good one; the message says why
     */
    public void start() {
        watches.forEach(BaseWatch::begin);
        String missing = watches.stream().filter(watch -> watch.current().isEmpty())
                .map(watch -> watch.state().refusal().orElse("")).collect(Collectors.joining("; "));
        if (!missing.isEmpty()) {
            throw new Failure(Failure.Code.UNAVAILABLE,
                    "Not every platform has a base installer (installers.base-dir is " + source.folder() + "): " + missing)
                    .exception();
        }
    }

    /** Looks for new versions from now on, {@code interval} after each look. */
    public void watch(Duration interval) {
        var _ = scanner.scheduleWithFixedDelay(this::scan, interval.toMillis(), interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** The base installers for a build that begins now; each platform that ever had a good one is there. Never changes. */
    public Map<Platform, InstallerBase> snapshot() {
        Map<Platform, InstallerBase> bases = new EnumMap<>(Platform.class);
        Platform[] platforms = Platform.values();
        for (int i = 0; i < platforms.length; i++) {
            Optional<InstallerBase> base = watches.get(i).current();
            if (base.isPresent()) {
                bases.put(platforms[i], base.get());
            }
        }
        return Map.copyOf(bases);
    }

    /** How it stands with each platform. */
    public List<BaseState> states() {
        return watches.stream().map(BaseWatch::state).toList();
    }

    void scan() {
        for (BaseWatch watch : watches) {
            try {
                watch.scan();
            } catch (RuntimeException e) {
                // A fault of ours must not end the watching; the last good base stays in use.
                log.atError().setCause(e).log("A look at the base installers failed");
            }
        }
    }

    /** Looks no more. What was loaded can still be used. */
    @Override
    public void close() {
        scanner.shutdown();
    }
}
