package io.packhouse.bench;

import java.util.ArrayList;
import java.util.List;

/** The results of several rounds of one measurement. */
final class Rounds {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double median() {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The median, and the least and the greatest value. */
    String text(String format, String unit) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double greatest = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return (format + " %s (" + format + "–" + format + ")").formatted(median(), unit, least, greatest);
    }
}
