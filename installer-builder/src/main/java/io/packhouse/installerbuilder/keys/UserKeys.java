package io.packhouse.installerbuilder.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.installers.PrivateKeys;

/**
 * The pairs made for the users of one build. Closing wipes the private parts; they leave only {@linkplain #sealed sealed}.
 */
public final class UserKeys implements AutoCloseable {

    private final Map<String, MadePair> pairs = new LinkedHashMap<>();

    /** Takes a pair from the pool for each of {@code names}. */
    public UserKeys(KeyPool pool, List<String> names) {
        names.forEach(name -> pairs.computeIfAbsent(name, _ -> pool.take()));
    }

    /** The public keys by name. */
    public Map<String, String> publicKeys() {
        Map<String, String> keys = new LinkedHashMap<>();
        pairs.forEach((name, pair) -> keys.put(name, pair.publicText()));
        return keys;
    }

    /** The private keys as a {@link PrivateKeys} document, encrypted to {@code receiver} and bound to {@code job}. */
    public byte[] sealed(KeySealer sealer, byte[] receiver, JobId job) {
        Map<String, String> keys = new LinkedHashMap<>();
        pairs.forEach((name, pair) -> keys.put(name, pair.privateText()));
        byte[] document = Json.write(new PrivateKeys(keys));
        try {
            return sealer.seal(receiver, job.value().getBytes(StandardCharsets.US_ASCII), document);
        } finally {
            Arrays.fill(document, (byte) 0);
        }
    }

    @Override
    public void close() {
        pairs.values().forEach(MadePair::wipe);
        pairs.clear();
    }
}
