package io.packhouse.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.apache.kafka.common.utils.Exit;

/**
 * Takes from Kafka the right to end the process. Kafka calls {@link Exit} when it cannot go on (a full or broken disk), from
 * any of its threads; here that is told to the running brokers of this process, whose owners decide. The calling thread gets
 * an {@link Error}, because Kafka counts on never coming back.
 */
final class FatalExits {

    private static final Set<Consumer<BrokerException>> LISTENERS = ConcurrentHashMap.newKeySet();

    static {
        Exit.setExitProcedure((status, message) -> end(status, message));
        Exit.setHaltProcedure((status, message) -> end(status, message));
    }

    private FatalExits() {
    }

    static void listen(Consumer<BrokerException> listener) {
        LISTENERS.add(listener);
    }

    static void ignore(Consumer<BrokerException> listener) {
        LISTENERS.remove(listener);
    }

    private static void end(int status, String message) {
        var reason = message == null
                ? "Kafka wanted to end the process with status " + status + "; its log says why"
                : message;
        var fault = new BrokerException(reason, null);
        LISTENERS.forEach(listener -> listener.accept(fault));
        throw new AssertionError(reason, fault);
    }
}
