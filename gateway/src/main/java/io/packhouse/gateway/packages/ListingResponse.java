package io.packhouse.gateway.packages;

import java.util.List;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Sends a {@link Listing}, as fast as the client takes it and in pieces, so that the list of a large catalogue neither holds up
 * the event loop nor fills the memory.
 */
final class ListingResponse {

    private static final int PIECE = 64 * 1024;

    private final HttpServerResponse response;
    private final Listing listing;
    private int next;

    private ListingResponse(HttpServerResponse response, Listing listing) {
        this.response = response;
        this.listing = listing;
    }

    /** Answers a request, also {@code HEAD} and {@code If-None-Match}; on the request's context. */
    static void send(RoutingContext context, Listing listing) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.putHeader(HttpHeaders.ETAG, listing.entityTag()).putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (names(context.request().headers().getAll(HttpHeaders.IF_NONE_MATCH), listing.entityTag())) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, StoreAnswer.JSON)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(listing.length()));
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        new ListingResponse(response, listing).pump();
    }

    private static boolean names(List<String> lists, String entityTag) {
        return lists.stream().anyMatch(list -> list.strip().equals("*") || list.contains(entityTag));
    }

    private void pump() {
        while (!response.closed()) {
            Buffer piece = piece();
            if (next == listing.size()) {
                response.end(piece.appendByte((byte) ']'));
                return;
            }
            response.write(piece);
            if (response.writeQueueFull()) {
                response.drainHandler(_ -> pump());
                return;
            }
        }
    }

    private Buffer piece() {
        Buffer piece = Buffer.buffer(PIECE + 1024);
        if (next == 0) {
            piece.appendByte((byte) '[');
        }
        while (next < listing.size() && piece.length() < PIECE) {
            if (next > 0) {
                piece.appendByte((byte) ',');
            }
            piece.appendBytes(listing.get(next).json());
            next++;
        }
        return piece;
    }
}
