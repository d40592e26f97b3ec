package io.packhouse.gateway.installers;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.gateway.api.Problem;
import io.packhouse.gateway.http.RequestBody;
import io.packhouse.gateway.http.RequestTrace;
import io.packhouse.gateway.xmlrpc.MethodCallReader;
import io.packhouse.gateway.xmlrpc.XmlRpcFaultException;
import io.packhouse.gateway.xmlrpc.XmlRpcValue;
import io.packhouse.gateway.xmlrpc.XmlRpcWriter;

/**
 * {@code POST …/xmlrpc/}: the transport of section 3. Results and faults alike are HTTP 200 with {@code application/xml}, and
 * the request's content type does not matter. What is not an answer to a call keeps its HTTP status: a body that is too large
 * (413) or too slow (408), and 503 with {@code Retry-After} while the queue cannot be reached, when nothing is known of the
 * call.
 */
final class XmlRpcHandler implements Handler<RoutingContext> {

    /** Nobody logs in here. */
    static final String CALLER = "custom-install";

    private final RequestBody bodies;
    private final Reading reading;
    private final MethodCallReader reader;
    private final InstallersMethods methods;

    XmlRpcHandler(RequestBody bodies, Reading reading, MethodCallReader reader, InstallersMethods methods) {
        this.bodies = bodies;
        this.reading = reading;
        this.reader = reader;
        this.methods = methods;
    }

    /** A call that was read and checked. */
    private record Call(InstallersMethods.Task task, String fingerprint) {
    }

    @Override
    public void handle(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.POST)) {
            answer(context);
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            Page.send(context, 200, "Custom installers: XML-RPC",
                    "This is the address of an XML-RPC interface: POST a call of api_version, build_installers or get_urls.");
        } else {
            Page.notAllowed(context, "GET, HEAD, POST");
        }
    }

    private void answer(RoutingContext context) {
        Future<Void> left = CallerLeft.of(context);
        bodies.read(context).compose(body -> call(context, body.getBytes(), left))
                .onSuccess(result -> send(context, XmlRpcWriter.answer(result))).onFailure(e -> refuse(context, e));
    }

    private Future<XmlRpcValue> call(RoutingContext context, byte[] body, Future<Void> left) {
        return reading.of(body.length, () -> read(body)).compose(call -> methods.run(call.task(),
                new Submission(CALLER, null, call.fingerprint(), RequestTrace.of(context).toHeader()), left));
    }

    private Call read(byte[] body) {
        try {
            return new Call(methods.check(reader.read(body)), Fingerprint.of(body));
        } catch (FailureException broken) {
            // A broken rule is an answer, also where its code is that of a body that was too large.
            throw new XmlRpcFaultException(broken.failure().message());
        }
    }

    private static void refuse(RoutingContext context, Throwable e) {
        switch (e) {
            case XmlRpcFaultException fault -> send(context, XmlRpcWriter.fault(fault.getMessage()));
            case FailureException known when isAboutTransport(known.failure().code()) -> Page.failed(context, known);
            case FailureException known -> send(context, XmlRpcWriter.fault(known.failure().message()));
            default -> send(context, XmlRpcWriter.fault(Problem.failureOf(e, context).message()));
        }
    }

    private static boolean isAboutTransport(Failure.Code code) {
        return switch (code) {
            case UNAVAILABLE, TOO_LARGE, TOO_SLOW, STORAGE_FULL, INVALID_REQUEST -> true;
            default -> false;
        };
    }

    private static void send(RoutingContext context, byte[] xml) {
        if (!context.response().closed()) {
            context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/xml").end(Buffer.buffer(xml));
        }
    }
}
