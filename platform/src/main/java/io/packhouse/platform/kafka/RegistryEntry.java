package io.packhouse.platform.kafka;

import io.packhouse.contracts.Json;

/** One entry of the registry as its readers know it, by folding the registry; the last to speak is right. */
public final class RegistryEntry<T> {

    private final String entry;
    private final Class<T> type;
    private final T none;
    private volatile T value;

    /**
     * @param entry
     *            its key
     * @param none
     *            what holds until somebody has spoken, and after a tombstone
     */
    public RegistryEntry(String entry, Class<T> type, T none) {
        this.entry = entry;
        this.type = type;
        this.none = none;
        this.value = none;
    }

    /** Takes a record of the registry; those of other entries change nothing. */
    public void fold(LogRecord record) {
        if (record.key().equals(entry)) {
            value = record.value().length == 0 ? none : Json.read(record.value(), type);
        }
    }

    /** What was read by now; from any thread. */
    public T value() {
        return value;
    }
}
