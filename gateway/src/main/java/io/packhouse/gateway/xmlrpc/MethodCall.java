package io.packhouse.gateway.xmlrpc;

import java.util.List;

/**
 * A call as it was read.
 *
 * @param method
 *            the method's name, as it was written
 * @param arguments
 *            the arguments in order; empty also when the call has no {@code params} at all
 */
public record MethodCall(String method, List<XmlRpcValue> arguments) {

    public MethodCall {
        arguments = List.copyOf(arguments);
    }
}
