package io.packhouse.platform.config;

import java.util.List;

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
