package io.packhouse.broker;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Where the fatal faults of one broker go: until it is up they explain why it did not start; afterwards the first one goes to
 * the owner.
 */
final class Faults implements Consumer<BrokerException> {

    private final Consumer<BrokerException> owner;
    private final AtomicReference<@Nullable BrokerException> first = new AtomicReference<>();
    private volatile boolean up;

    Faults(Consumer<BrokerException> owner) {
        this.owner = owner;
    }

    @Override
    public void accept(BrokerException fault) {
        if (first.compareAndSet(null, fault) && up) {
            owner.accept(fault);
        }
    }

    /**
     * From now on faults go to the owner.
     *
     * @throws BrokerException
     *             when one came before
     */
    void up() {
        up = true;
        var early = first.get();
        if (early != null) {
            throw early;
        }
    }

    /** The exception for the caller of a start that ended with {@code thrown}. */
    BrokerException explain(BrokerSettings settings, Throwable thrown) {
        if (thrown instanceof BrokerException known) {
            return known;
        }
        var fault = first.get();
        Throwable reason = fault == null ? thrown : fault;
        return new BrokerException("Kafka does not start in " + settings.dataDirectory() + ": " + reason.getMessage(),
                thrown);
    }
}
