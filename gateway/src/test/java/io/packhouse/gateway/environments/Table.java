package io.packhouse.gateway.environments;

import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

/** Cases kept as text: one row per line, columns between tabs, lines with # in front are remarks. */
final class Table {

    private Table() {
    }

    static Stream<Arguments> rows(String name) {
        return ToyRepository.resource(name).lines().filter(line -> !line.startsWith("#"))
                .map(line -> Arguments.of((Object[]) line.split("\t", -1)));
    }
}
