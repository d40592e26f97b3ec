package io.packhouse.signing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.packhouse.signing.keys.KeyRing;
import io.packhouse.signing.keys.KeySettings;
import io.packhouse.signing.keys.KeyUse;
import io.packhouse.signing.keys.LoadedKey;
import io.packhouse.signing.keys.TestKeys.Pair;

/** Key files in a directory, all with the password {@code x}, and the settings that name them. */
final class KeyFolder {

    static final String PASSWORD = "x";

    private final Path directory;
    private final Map<String, KeySettings> settings = new LinkedHashMap<>();

    KeyFolder(Path directory) {
        this.directory = directory;
    }

    /** Writes or replaces a key's file; answers the fingerprint of its certificate. */
    String put(String name, Pair pair, KeyUse... uses) throws Exception {
        Path file = pair.write(directory.resolve(name + ".p12"), PASSWORD);
        settings.computeIfAbsent(name,
                _ -> new KeySettings(file, Optional.empty(), Optional.of("PASSWORD"), List.of(uses)));
        return LoadedKey.of(name, pair.key(), settings.get(name).uses()).certificate();
    }

    Path file(String name) {
        return directory.resolve(name + ".p12");
    }

    /** A signer's keys, which have been looked at. */
    KeyRing ring(Clock clock) {
        KeyRing ring = new KeyRing(settings, Duration.ofHours(1), _ -> PASSWORD, clock);
        ring.look();
        return ring;
    }
}
