package io.packhouse.gateway.deliveries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.deliveries.DeliveryRecord;
import io.packhouse.gateway.api.Access;
import io.packhouse.gateway.api.ApiRoutes;
import io.packhouse.gateway.api.Scope;

/** The operations of the API on deliveries: list them, look at the attempts of one, have one made again. */
public final class DeliveriesApi {

    static final String PATH = "/api/v1/deliveries";

    private final DeliveryView view;

    public DeliveriesApi(DeliveryView view) {
        this.view = view;
    }

    /** Mounts the operations. */
    public void mount(ApiRoutes routes) {
        routes.mount(HttpMethod.GET, PATH, Scope.DELIVERIES_READ, this::list);
        routes.mount(HttpMethod.GET, PATH + "/{id}", Scope.DELIVERIES_READ, this::get);
        routes.mount(HttpMethod.POST, PATH + "/{id}/replay", Scope.DELIVERIES_WRITE, this::replay);
    }

    private void list(RoutingContext request) {
        DeliveryListQuery query = DeliveryListQuery.of(request.queryParams());
        answer(request, 200, view.page(query).map(page -> {
            ObjectNode json = Json.mapper().createObjectNode();
            ArrayNode all = json.putArray("deliveries");
            page.deliveries().forEach(status -> all.add(DeliveryJson.summary(status)));
            if (page.next() != null) {
                json.put("next", page.next().cursor());
            }
            return json;
        }));
    }

    private void get(RoutingContext request) {
        answer(request, 200, view.find(jobOf(request))
                .map(found -> DeliveryJson.whole(found.orElseThrow(() -> DeliveryView.unknown().exception()))));
    }

    private void replay(RoutingContext request) {
        JobId job = jobOf(request);
        answer(request, 202, view.replay(job, Access.caller(request)).map(status -> {
            request.response().putHeader(HttpHeaders.LOCATION, DeliveryJson.pathOf(status));
            return DeliveryJson.whole(status);
        }));
    }

    private static JobId jobOf(RoutingContext request) {
        return ApiRoutes.parameter(request, "id").flatMap(DeliveryRecord::jobOf)
                .orElseThrow(() -> DeliveryView.unknown().exception());
    }

    private static void answer(RoutingContext request, int status, Future<? extends JsonNode> answer) {
        answer.onComplete(done -> {
            if (done.failed()) {
                request.fail(done.cause());
            } else if (!request.response().ended() && !request.response().closed()) {
                request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(Buffer.buffer(Json.write(done.result())));
            }
        });
    }
}
