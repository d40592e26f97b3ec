package io.packhouse.signing;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.signing.MakeSignature;
import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SignatureName;
import io.packhouse.platform.health.Status;
import io.packhouse.signing.cms.CmsSigner;
import io.packhouse.signing.keys.KeyRing;
import io.packhouse.signing.keys.KeyState;
import io.packhouse.signing.keys.KeyType;
import io.packhouse.signing.keys.LoadedKey;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Signs and verifies with every key, in every kind that the key serves, again and again: so that an operator learns of a key
 * that does not sign before a device does. What it makes is verified and dropped; it is written nowhere.
 */
final class SigningMonitor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SigningMonitor.class);
    private static final byte[] PROBE = "Packhouse tries its keys\n".getBytes(US_ASCII);

    private final KeyRing keys;
    private final Clock clock;
    private final Map<String, String> failed = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("signing-monitor").factory());

    SigningMonitor(KeyRing keys, MeterRegistry registry, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        for (String name : keys.names()) {
            failed.put(name, "was not tried yet");
            Gauge.builder("packhouse.signing.monitor.good", failed, all -> all.containsKey(name) ? 0 : 1)
                    .description("1 when the key signed and the signature held the last time that was tried, else 0")
                    .tag("key", name).register(registry);
        }
    }

    /** Tries from now on, {@code interval} after each try. */
    void watch(Duration interval) {
        var _ = timer.scheduleWithFixedDelay(this::run, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tries every key, now. */
    void run() {
        keys.look();
        for (KeyState state : keys.states()) {
            Optional<String> problem = problem(state);
            String before = problem.isPresent() ? failed.put(state.name(), problem.get()) : failed.remove(state.name());
            if (problem.isPresent() && !problem.get().equals(before)) {
                log.atError().addKeyValue("key", state.name()).addKeyValue("why", problem.get())
                        .log("A signing key did not pass its trial");
            }
        }
    }

    /** Down while any key did not pass. */
    Status status() {
        if (failed.isEmpty()) {
            return Status.up(keys.names().isEmpty() ? "there are no keys" : "every key signs, and its signatures hold");
        }
        var lines = new TreeMap<>(failed);
        return Status.down(
                String.join("; ", lines.entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()).toList()));
    }

    private Optional<String> problem(KeyState state) {
        if (!state.usable()) {
            return state.trouble().or(() -> Optional.of("it cannot sign"));
        }
        return state.inUse().flatMap(key -> key.uses().stream().flatMap(use -> Arrays.stream(use.kinds()))
                .filter(kind -> canMake(key, kind)).map(kind -> problem(key, kind)).flatMap(Optional::stream).findFirst());
    }

    private Optional<String> problem(LoadedKey key, SignatureKind kind) {
        boolean xpi = kind == SignatureKind.XPI_PKCS7 || kind == SignatureKind.XPI_COSE;
        var name = new SignatureName(kind, key.name(), key.certificate(), HexFormat.of().formatHex(CmsSigner.sha256(PROBE)),
                xpi ? "monitor@packhouse" : "");
        var wanted = new MakeSignature(name, content(xpi));
        try {
            Instant now = clock.instant();
            Signer.verify(key.key(), wanted, Signer.sign(key.key(), wanted, now));
            return Optional.empty();
        } catch (GeneralSecurityException | FailureException e) {
            return Optional.of(kind.wire() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            log.atError().setCause(e).addKeyValue("key", key.name()).log("A trial failed by a fault of ours");
            return Optional.of(kind.wire() + ": " + e);
        }
    }

    private static byte @Nullable [] content(boolean xpi) {
        return xpi ? PROBE.clone() : null;
    }

    /** A key for add-ons that is no CA's makes one of the two formats, by its type. */
    private static boolean canMake(LoadedKey key, SignatureKind kind) {
        return switch (kind) {
            case XPI_PKCS7 -> key.key().isCa() || key.key().type() == KeyType.RSA;
            case XPI_COSE -> key.key().isCa() || key.key().type() == KeyType.EC;
            default -> true;
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
