package io.packhouse.envbuilder.data;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.addonscript.documents.StrictJson;
import io.packhouse.contracts.Failure;

/**
 * How large a document may become while steps change it: as deep as one that is read may be, and a million values. Without
 * this a patch of thirty copies, each of the whole into itself, would fill any memory. For one thread.
 */
final class JsonBounds {

    /** The most values that may come together. */
    static final int VALUES_LIMIT = 1_000_000;

    private final String step;
    private long values;

    /**
     * @param step
     *            its id, for messages
     */
    JsonBounds(String step) {
        this.step = step;
    }

    /**
     * Counts what is put into the document at a depth; what is taken out is not counted back.
     *
     * @param depth
     *            0 for the whole document
     * @throws io.packhouse.contracts.FailureException
     *             {@code TOO_LARGE}
     */
    void add(JsonNode node, int depth) {
        values++;
        if (values > VALUES_LIMIT) {
            throw tooLarge("more than " + VALUES_LIMIT + " values");
        }
        if (node.isContainerNode() && depth >= StrictJson.DEPTH_LIMIT) {
            throw tooLarge("a depth of more than " + StrictJson.DEPTH_LIMIT);
        }
        for (JsonNode child : node) {
            add(child, depth + 1);
        }
    }

    private RuntimeException tooLarge(String what) {
        return new Failure(Failure.Code.TOO_LARGE, "step " + step + " makes a document of " + what).exception();
    }
}
