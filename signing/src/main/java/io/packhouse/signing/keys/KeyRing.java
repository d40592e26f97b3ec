package io.packhouse.signing.keys;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SigningKeys;

/** All configured keys, by name. Any thread may ask; looking at the files happens on one thread at a time. */
public final class KeyRing implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

    private final Map<String, ConfiguredKey> keys = new TreeMap<>();
    private final List<Consumer<SigningKeys>> listeners = new ArrayList<>();
    private final ScheduledExecutorService watcher = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("signing-keys").factory());
    private List<SigningKeys.Key> told = List.of();

    /**
     * @param overlap
     *            how long a replaced certificate can still be asked for
     * @param environment
     *            where passwords are looked up; answers null for a variable that is not set
     * @param clock
     *            decides what is valid
     */
    public KeyRing(Map<String, KeySettings> settings, Duration overlap, Function<String, @Nullable String> environment,
            Clock clock) {
        var passwords = new Passwords(environment);
        settings.forEach((name, key) -> keys.put(name, new ConfiguredKey(name, key, passwords, overlap, clock)));
    }

    /** The configured names, sorted. */
    public List<String> names() {
        return List.copyOf(keys.keySet());
    }

    /** How each configured key stands, sorted by name. */
    public List<KeyState> states() {
        return keys.values().stream().map(ConfiguredKey::state).toList();
    }

    /** How the key of that name stands; empty when none is configured. */
    public Optional<KeyState> state(String name) {
        return Optional.ofNullable(keys.get(name)).map(ConfiguredKey::state);
    }

    /** Whether the key of that name is configured for signatures of that kind. */
    public boolean serves(String name, SignatureKind kind) {
        return Optional.ofNullable(keys.get(name)).filter(key -> key.serves(kind)).isPresent();
    }

    /** The key of that name with that certificate, in use or replaced not long ago; valid or not. */
    public Optional<LoadedKey> find(String name, String certificate) {
        return Optional.ofNullable(keys.get(name)).flatMap(key -> key.find(certificate));
    }

    /** Looks at all files, and at the time, now. Blocks for some milliseconds per changed key. */
    public synchronized void look() {
        for (ConfiguredKey key : keys.values()) {
            try {
                key.look();
            } catch (RuntimeException e) {
                // A fault of ours with one key must not keep the others from being looked at.
                log.atError().setCause(e).log("A look at a signing key failed");
            }
        }
        var now = usable();
        if (!identities(now).equals(identities(told))) {
            told = now;
            listeners.forEach(listener -> listener.accept(new SigningKeys(now)));
        }
    }

    /** Looks from now on, {@code interval} after each look. */
    public void watch(Duration interval) {
        var _ = watcher.scheduleWithFixedDelay(this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Is told now, and after each change, which keys can sign; on the thread that looks. It should not block for long, and does
     * itself what it must when it cannot pass the word on.
     */
    public synchronized void onChange(Consumer<SigningKeys> listener) {
        listeners.add(listener);
        listener.accept(new SigningKeys(told));
    }

    private List<SigningKeys.Key> usable() {
        return states().stream().filter(KeyState::usable).flatMap(state -> state.inUse().stream())
                .map(LoadedKey::published).toList();
    }

    /** What makes two keys the same to a gateway; uses change with the process only. */
    private static List<String> identities(List<SigningKeys.Key> keys) {
        return keys.stream().map(key -> key.name() + "@" + key.certificate()).toList();
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
