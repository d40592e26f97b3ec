package io.packhouse.bench;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;

/** A process that answers as accepting does, and does nothing: reads the JSON, makes an id, answers 202 with a Location. */
public final class PlainServer {

    private PlainServer() {
    }

    /** Listens at the port that the only argument names. */
    public static void main(String[] arguments) {
        var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        var router = Router.router(vertx);
        router.post("/api/v1/installers").handler(context -> context.request().body().onSuccess(body -> {
            var request = Json.read(body.getBytes(), JsonNode.class);
            var id = JobId.random();
            context.response().setStatusCode(202).putHeader("Content-Type", "application/json")
                    .putHeader("Location", "/api/v1/jobs/" + id.value())
                    .end(Buffer.buffer(Json.write(Map.of("id", id, "vessels", request.get("vessels").size()))));
        }));
        vertx.createHttpServer().requestHandler(router).listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .onSuccess(server -> System.out.println("The plain server is ready at " + server.actualPort()));
    }
}
