package io.packhouse.gateway.forms;

import java.io.Serial;

/** A body that is not the form it says it is; the message is a sentence for its sender. */
public final class FormException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    FormException(String message) {
        super(message);
    }
}
