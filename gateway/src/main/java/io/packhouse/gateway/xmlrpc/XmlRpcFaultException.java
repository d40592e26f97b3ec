package io.packhouse.gateway.xmlrpc;

/**
 * A call that cannot be answered but by a fault. The message is for the caller: a sentence that says what was wrong and what
 * would be right. Without a stack trace, because hostile senders could have any number of them made.
 */
public final class XmlRpcFaultException extends RuntimeException {

    public XmlRpcFaultException(String message) {
        super(message, null, false, false);
    }

    /** The sentence for the caller; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
