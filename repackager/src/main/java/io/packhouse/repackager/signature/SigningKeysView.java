package io.packhouse.repackager.signature;

import java.util.List;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.platform.kafka.LogRecord;

/** The keys that signing has, by folding the entry {@link SigningKeys#ENTRY} of the registry. */
public final class SigningKeysView {

    private static final SigningKeys NONE = new SigningKeys(List.of());

    private volatile SigningKeys keys = NONE;

    /** Takes a record of the registry. */
    public void fold(LogRecord record) {
        if (record.key().equals(SigningKeys.ENTRY)) {
            keys = record.value().length == 0 ? NONE : Json.read(record.value(), SigningKeys.class);
        }
    }

    /** What was read by now; from any thread. */
    SigningKeys keys() {
        return keys;
    }
}
