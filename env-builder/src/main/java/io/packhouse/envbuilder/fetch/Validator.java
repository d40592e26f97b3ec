package io.packhouse.envbuilder.fetch;

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.packhouse.platform.outbound.Incoming;

/**
 * By what a server can be asked whether something changed (RFC 9110, section 8.8).
 *
 * @param url
 *            the address that it is for; no other server is told of it
 * @param etag
 *            empty for none
 * @param modified
 *            empty for none
 */
record Validator(String url, String etag, String modified) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 1024;

    static Validator of(String url, Incoming answer) {
        return new Validator(url, bounded(answer, "ETag"), bounded(answer, "Last-Modified"));
    }

    private static String bounded(Incoming answer, String name) {
        return answer.header(name).filter(value -> value.length() <= LONGEST).orElse("");
    }

    /** Reads what {@link #text} wrote; nothing of it where it is something else. */
    static Validator parse(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return new Validator(node.path("url").asText(), node.path("etag").asText(), node.path("modified").asText());
        } catch (JsonProcessingException e) {
            return new Validator("", "", "");
        }
    }

    /** As {@link io.packhouse.envbuilder.steps.StepResult} carries it; empty when there is nothing to ask by. */
    String text() {
        return etag.isEmpty() && modified.isEmpty()
                ? ""
                : JsonNodeFactory.instance.objectNode().put("url", url).put("etag", etag).put("modified", modified)
                        .toString();
    }

    /** The conditions of a request for {@code address}: none when this is for another. */
    Map<String, String> conditions(String address) {
        Map<String, String> headers = new HashMap<>();
        if (url.equals(address)) {
            if (!etag.isEmpty()) {
                headers.put("If-None-Match", etag);
            }
            if (!modified.isEmpty()) {
                headers.put("If-Modified-Since", modified);
            }
        }
        return headers;
    }
}
