package io.packhouse.installerbuilder.base;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.PreparedBase;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;

/**
 * Remembers over restarts which base installers were good: objects {@code bases/<platform>/<number>}, each created once, the
 * highest number being the last. For any number of processes.
 */
final class GoodBases {

    private final ObjectStore store;
    private final String source;
    private final Clock clock;

    GoodBases(ObjectStore store, String source, Clock clock) {
        this.store = store;
        this.source = source;
        this.clock = clock;
    }

    /** The last good one of our source, or empty. */
    Optional<PreparedBase> last(Platform platform) {
        for (String key : store.list(prefix(platform)).reversed()) {
            Optional<GoodBase> good = store.get(key).map(bytes -> Json.read(bytes, GoodBase.class));
            if (good.isPresent() && good.get().source().equals(source)) {
                return Optional.of(good.get().prepared());
            }
        }
        return Optional.empty();
    }

    /** Remembers a good one, unless it is the last one that any process remembered. */
    void add(Platform platform, PreparedBase prepared) {
        byte[] record = Json.write(new GoodBase(source, clock.instant(), prepared));
        List<String> keys = store.list(prefix(platform));
        if (!keys.isEmpty() && store.get(keys.getLast()).filter(last -> isSame(last, prepared)).isPresent()) {
            return;
        }
        int number = next(keys);
        while (store.createOnce(prefix(platform) + "%08d".formatted(number), record,
                Durability.POWER) instanceof Created.Existed existed && !isSame(existed.bytes(), prepared)) {
            number++;
        }
    }

    private boolean isSame(byte[] existing, PreparedBase prepared) {
        GoodBase other = Json.read(existing, GoodBase.class);
        return other.source().equals(source) && other.prepared().original().equals(prepared.original());
    }

    private static int next(List<String> keys) {
        return keys.isEmpty() ? 1 : 1 + Integer.parseInt(keys.getLast().substring(keys.getLast().lastIndexOf('/') + 1));
    }

    private static String prefix(Platform platform) {
        return "bases/" + platform.wire() + '/';
    }
}
