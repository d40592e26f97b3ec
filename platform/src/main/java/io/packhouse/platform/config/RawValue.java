package io.packhouse.platform.config;

import java.util.List;
import java.util.regex.Pattern;

/** A configured value before anybody gave it a type. */
public sealed interface RawValue {

    /** A single value; empty means "none". Kept as written: {@code off} and {@code 010} are what they look like. */
    record Text(String text) implements RawValue {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Several values in order. */
    record Items(List<String> items) implements RawValue {
        public Items {
            items = List.copyOf(items);
        }

        /** What commas separate, as in variables and flags; blanks around an item do not count. */
        static Items of(String text) {
            return new Items(text.isBlank()
                    ? List.of()
                    : Pattern.compile(",").splitAsStream(text).map(String::strip).toList());
        }

        @Override
        public String toString() {
            return String.join(",", items);
        }
    }

    /** A map whose keys the operator chooses; its entries are values under longer keys. */
    record OpenMap() implements RawValue {
        @Override
        public String toString() {
            return "";
        }
    }
}
