package io.packhouse.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The documents under {@code wire/}: what other versions of Packhouse wrote, and will have to read. */
final class Wire {

    private Wire() {
    }

    /** The text of {@code wire/NAME.json}, without the line feed at its end. */
    static String text(String name) {
        try (InputStream in = Wire.class.getResourceAsStream("/wire/" + name + ".json")) {
            if (in == null) {
                throw new AssertionError("there is no wire/" + name + ".json");
            }
            return new String(in.readAllBytes(), UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String write(Object value) {
        return new String(Json.write(value), UTF_8);
    }

    static <T> T read(String text, Class<T> type) {
        return Json.read(text.getBytes(UTF_8), type);
    }
}
