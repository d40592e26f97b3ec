package io.packhouse.envbuilder.steps;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import io.packhouse.platform.health.Status;

/** A mechanism that recipes use by its name. */
public interface StepKind {

    /** Such as {@code zip.extract}. */
    String name();

    /** Counts up whenever the same parameters would make another result: a part of every key that this kind has to do with. */
    int version();

    /**
     * The names of all parameters that it reads: the lint tells of others that nobody reads them. Empty where the kind does not
     * say, so that nothing is told.
     */
    default Set<String> parameters() {
        return Set.of();
    }

    /**
     * Whether the result may change though the parameters do not, because it comes from an address without a hash. Such results
     * are kept for the recipe's {@code ttl_metadata} and then asked for again; all others are kept for good.
     */
    default boolean isVolatile(Parameters with) {
        return false;
    }

    /** Whether the result depends on the side that is built, besides the parameters. */
    default boolean usesSide() {
        return false;
    }

    /**
     * What the result depends on besides the version, the parameters and the side, such as the digest of a program that this
     * instance has under the name that the parameters say: a part of the step's key. Empty when there is nothing.
     */
    default String context(Parameters with) {
        return "";
    }

    /** What {@code /health/ready} asks because of this kind, by names that no other kind uses. */
    default Map<String, Callable<Status>> checks() {
        return Map.of();
    }

    /**
     * Does it, on a virtual thread; plain blocking code is right. Must change nothing that somebody can see, except by what it
     * returns: it may run twice, also at the same time and in two processes.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code NOT_FOUND} when nothing is known of a valid version, {@code INVALID_REQUEST} when the request is wrong
     *             (only where a recipe says so), {@code UPSTREAM} when what it is made of is not what it should be,
     *             {@code UNAVAILABLE} when trying again may help, {@code TOO_LARGE} beyond a limit, {@code INTERNAL} when the
     *             recipe asks for nonsense
     * @throws InterruptedException
     *             when the attempt was stopped
     */
    StepResult run(StepCall call) throws IOException, InterruptedException;
}
