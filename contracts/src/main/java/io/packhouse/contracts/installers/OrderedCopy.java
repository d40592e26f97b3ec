package io.packhouse.contracts.installers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Copies of maps that never change and keep the order of their entries, which {@code Map.copyOf} does not: so a document has
 * one text, and what callers named first stays first.
 */
final class OrderedCopy {

    private OrderedCopy() {
    }

    static Map<String, String> of(String what, Map<String, String> map) {
        Map<String, String> copy = new LinkedHashMap<>(map);
        copy.forEach((name, value) -> Objects.requireNonNull(value, () -> what + " has nothing for '" + name + "'"));
        return Collections.unmodifiableMap(copy);
    }
}
