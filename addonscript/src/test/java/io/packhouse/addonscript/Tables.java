package io.packhouse.addonscript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

import static java.util.Objects.requireNonNull;

/** Cases kept as text: one row per line, columns between tabs, lines with # in front are remarks. */
public final class Tables {

    private Tables() {
    }

    /** The rows of a resource beside {@code test}. */
    public static Stream<Arguments> rows(Class<?> test, String name) {
        try (InputStream table = requireNonNull(test.getResourceAsStream(name), name)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(line -> Arguments.of((Object[]) line.split("\t", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
