package io.packhouse.contracts.installers;

import java.util.Map;

/**
 * Made private keys, as they are before sealing and after opening. This document is never written anywhere in clear.
 *
 * @param privateKeys
 *            text form {@code D P Q} by user name
 */
public record PrivateKeys(Map<String, String> privateKeys) {

    public PrivateKeys {
        privateKeys = OrderedCopy.of("private_keys", privateKeys);
    }

    /** Names only: keys must not reach a log by accident. */
    @Override
    public String toString() {
        return "PrivateKeys" + privateKeys.keySet();
    }
}
