package io.packhouse.broker;

import org.jspecify.annotations.Nullable;

/** The embedded broker could not start, or cannot go on. The message is a sentence for the one who started it. */
public final class BrokerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
