package io.packhouse.signing;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Topic;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.platform.health.Status;
import io.packhouse.platform.kafka.Registration;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.process.QueueWorker;
import io.packhouse.platform.service.Service;
import io.packhouse.signing.keys.KeyRing;
import io.packhouse.signing.keys.KeyState;

/** Signing: its keys, its queue, its monitor. Wires, and does nothing else. */
public final class SigningService implements Service {

    private final SigningSettings settings;
    private final KeyRing keys;
    private final SigningMonitor monitor;
    private final Registration<SigningKeys> registration;
    private final QueueWorker worker;

    /**
     * @throws io.packhouse.platform.config.ConfigException
     *             when the configuration is wrong
     */
    public SigningService(Foundation foundation) {
        this(foundation, System::getenv, Clock.systemUTC());
    }

    /**
     * @param environment
     *            where {@code password-env} is looked up; answers null for a variable that is not set
     * @param clock
     *            decides which certificates are valid
     */
    public SigningService(Foundation foundation, Function<String, @Nullable String> environment, Clock clock) {
        settings = foundation.config().section(SigningSettings.SECTION, SigningSettings.class);
        keys = new KeyRing(settings.keys(), settings.overlap(), environment, clock);
        monitor = new SigningMonitor(keys, foundation.metrics(), clock);
        registration = new Registration<>(foundation.vertx(), foundation.writer(), SigningKeys.ENTRY);
        var handler = new SignatureHandler(settings.timeLimit(), keys, foundation.objects(),
                new AuditTrail(foundation.writer(), foundation.worker()),
                new SigningMetrics(foundation.metrics(), keys, clock), clock);
        worker = new QueueWorker(foundation, Topic.WORK_SIGNING, settings.workers(), List.of(handler));
        foundation.health().addReady("signing-keys", () -> status(keys.states()));
        foundation.health().addReady("signing-monitor", monitor::status);
    }

    private static Status status(List<KeyState> states) {
        String lines = states.stream().map(KeyState::line).collect(Collectors.joining("; "));
        return states.stream().allMatch(KeyState::usable)
                ? Status.up(lines.isEmpty() ? "none is configured" : lines)
                : Status.down(lines);
    }

    @Override
    public String name() {
        return "signing";
    }

    /** Starts and returns at once, also when a key is wrong: that is told in {@code /health/ready}. */
    @Override
    public void start() throws Exception {
        keys.look();
        monitor.run();
        keys.onChange(registration::tell);
        keys.watch(settings.reloadInterval());
        monitor.watch(settings.monitorInterval());
        worker.start();
    }

    /** Returns when a job would start at once; {@code UNAVAILABLE} when that takes too long. */
    public void awaitJobs() throws InterruptedException {
        worker.awaitJobs();
    }

    @Override
    public void close() {
        worker.close();
        monitor.close();
        registration.stop();
        keys.close();
    }
}
