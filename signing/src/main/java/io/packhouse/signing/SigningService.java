package io.packhouse.signing;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Topic;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.process.QueueWorker;
import io.packhouse.platform.service.Service;

/** Signing: its keys, its queue, its monitor. Wires, and does nothing else. */
public final class SigningService implements Service {

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
        var settings = foundation.config().section(SigningSettings.SECTION, SigningSettings.class);
        worker = new QueueWorker(foundation, Topic.WORK_SIGNING, settings.workers(),
                List.of(new SignatureHandler(settings.timeLimit())));
    }

    @Override
    public String name() {
        return "signing";
    }

    /** Starts and returns at once, also when a key is wrong: that is told in {@code /health/ready}. */
    @Override
    public void start() throws Exception {
        worker.start();
    }

    /** Returns when a job would start at once; {@code UNAVAILABLE} when that takes too long. */
    public void awaitJobs() throws InterruptedException {
        worker.awaitJobs();
    }

    @Override
    public void close() {
        worker.close();
    }
}
