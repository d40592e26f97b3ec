package io.packhouse.gateway.xmlrpc;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads calls. Holds no state of a call, so any number of threads may share one; blocks only for as long as the document is
 * long.
 */
public final class MethodCallReader {

    private final XmlRpcLimits limits;

    public MethodCallReader(XmlRpcLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a whole call.
     *
     * @throws XmlRpcFaultException
     *             when {@code document} is no call, or over a limit; the only exception that comes
     */
    public MethodCall read(byte[] document) {
        if (document.length == 0) {
            throw new XmlRpcFaultException("the request has no body: an XML-RPC call was expected");
        }
        if (document.length > limits.bytes()) {
            throw new XmlRpcFaultException(
                    "the request has " + document.length + " bytes, more than the " + limits.bytes() + " that are read");
        }
        XmlCursor cursor = XmlCursor.open(DocumentText.of(document));
        cursor.enter("methodCall");
        cursor.enter("methodName");
        String method = cursor.textOnly(limits.name());
        List<XmlRpcValue> arguments = arguments(cursor);
        cursor.end();
        return new MethodCall(method, arguments);
    }

    /** The arguments, up to and with the end tag of the call. */
    private List<XmlRpcValue> arguments(XmlCursor cursor) {
        List<XmlRpcValue> arguments = new ArrayList<>();
        @Nullable
        String params = cursor.nextTag();
        if (params == null) {
            return arguments;
        }
        if (!params.equals("params")) {
            throw cursor.fault("<" + params + "> stands where <params> belongs");
        }
        ValueReader values = new ValueReader(cursor, limits);
        for (@Nullable
        String param = cursor.nextTag(); param != null; param = cursor.nextTag()) {
            if (!param.equals("param")) {
                throw cursor.fault("<" + param + "> stands where <param> belongs");
            }
            cursor.enter("value");
            arguments.add(values.read());
            cursor.leave();
        }
        cursor.leave();
        return arguments;
    }
}
