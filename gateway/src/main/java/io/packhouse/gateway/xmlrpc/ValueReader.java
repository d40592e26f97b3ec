package io.packhouse.gateway.xmlrpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Reads the values of one call, and counts them. */
final class ValueReader {

    private final XmlCursor cursor;
    private final XmlRpcLimits limits;
    private int values;

    ValueReader(XmlCursor cursor, XmlRpcLimits limits) {
        this.cursor = cursor;
        this.limits = limits;
    }

    /** Reads a value whose start tag {@code <value>} was just read, up to its end tag. */
    XmlRpcValue read() {
        return read(1);
    }

    private XmlRpcValue read(int depth) {
        if (++values > limits.values()) {
            throw cursor.fault("more than " + limits.values() + " values");
        }
        if (depth > limits.depth()) {
            throw cursor.fault("arrays and structs lie deeper than " + limits.depth() + " in each other");
        }
        StringBuilder text = new StringBuilder();
        String type = cursor.text(text, limits.text());
        if (type == null) {
            return new XmlRpcValue.Text(text.toString());
        }
        if (!text.toString().isBlank()) {
            throw cursor.fault("a value has text beside its type");
        }
        XmlRpcValue value = typed(type, depth);
        cursor.leave();
        return value;
    }

    private XmlRpcValue typed(String type, int depth) {
        return switch (type) {
            case "array" -> array(depth);
            case "struct" -> struct(depth);
            case "string" -> new XmlRpcValue.Text(cursor.textOnly(limits.text()));
            case "nil" -> nil();
            case "int", "i1", "i2", "i4", "i8", "biginteger" -> Scalars.integer(cursor.textOnly(limits.text()));
            case "boolean" -> Scalars.bool(cursor.textOnly(limits.text()));
            case "double" -> Scalars.real(cursor.textOnly(limits.text()));
            case "dateTime.iso8601" -> Scalars.dateTime(cursor.textOnly(limits.text()));
            case "base64" -> Scalars.base64(cursor.textOnly(limits.text()));
            default -> throw cursor.fault("there is no type <" + type + ">");
        };
    }

    private XmlRpcValue nil() {
        cursor.leave();
        return new XmlRpcValue.Nil();
    }

    private XmlRpcValue array(int depth) {
        List<XmlRpcValue> elements = new ArrayList<>();
        cursor.enter("data");
        while (nextIs("value")) {
            elements.add(read(depth + 1));
        }
        cursor.leave();
        return new XmlRpcValue.Array(elements);
    }

    private XmlRpcValue struct(int depth) {
        Map<String, XmlRpcValue> members = new LinkedHashMap<>();
        while (nextIs("member")) {
            cursor.enter("name");
            String name = cursor.textOnly(limits.name());
            cursor.enter("value");
            // Readers disagree about which of two members of one name counts, so neither does.
            if (members.put(name, read(depth + 1)) != null) {
                throw cursor.fault("a struct has the member " + Quoted.of(name) + " twice");
            }
            cursor.leave();
        }
        return new XmlRpcValue.Struct(members);
    }

    /** Whether another {@code element} begins; false at the end of the surrounding one. */
    private boolean nextIs(String element) {
        @Nullable
        String found = cursor.nextTag();
        if (found != null && !found.equals(element)) {
            throw cursor.fault("<" + found + "> stands where <" + element + "> belongs");
        }
        return found != null;
    }
}
