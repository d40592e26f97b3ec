package io.packhouse.platform.kafka;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.common.header.Header;

/** The headers of a record as text. */
public final class RecordHeaders {

    private RecordHeaders() {
    }

    /** UTF-8 texts by name; of several headers with one name, the last. Headers without a value are left out. */
    public static Map<String, String> texts(Iterable<Header> headers) {
        Map<String, String> texts = new HashMap<>();
        for (Header header : headers) {
            if (header.value() != null) {
                texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }
}
