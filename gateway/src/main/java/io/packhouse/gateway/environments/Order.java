package io.packhouse.gateway.environments;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Kind;
import io.packhouse.contracts.Topic;
import io.packhouse.contracts.environments.BuildEnvironment;
import io.packhouse.gateway.jobs.NewJob;

/**
 * An environment that a client may have.
 *
 * @param addonscript
 *            the object of that name of the request, byte for byte: the answer repeats it
 */
record Order(BuildEnvironment command, byte[] addonscript) {

    /** Who asks for all these jobs. */
    static final String CALLER = "environments";

    /** Names the environment: orders with the same key get the same. */
    String key() {
        return command.key();
    }

    /**
     * The job that builds it.
     *
     * @param number
     *            of the build: at any number of gateways, one number is one job
     */
    NewJob job(int number, @Nullable String trace) {
        return new NewJob(Topic.WORK_ENVIRONMENTS, Kind.ENVIRONMENT, CALLER, key() + "#" + number, key(), trace, command);
    }

    @Override
    public String toString() {
        return "Order[" + key() + ", " + new String(addonscript, StandardCharsets.UTF_8) + "]";
    }
}
