package io.packhouse.signing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.signing.keys.KeyRing;
import io.packhouse.signing.keys.KeyUse;
import io.packhouse.signing.keys.MovingClock;
import io.packhouse.signing.keys.TestKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SigningMonitorTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path directory;
    private final MovingClock clock = new MovingClock(NOW);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void turnsRedWhenACertificateExpires() throws Exception {
        var folder = new KeyFolder(directory);
        folder.put("store",
                TestKeys.issued("Store", TestKeys.ec("secp256r1"), null, false, NOW, NOW.plus(Duration.ofDays(10))),
                KeyUse.AMPKG_STORE, KeyUse.AMPKG_DEVELOPER, KeyUse.ARTIFACT);
        KeyRing ring = folder.ring(clock);
        new SigningMetrics(registry, ring, clock);
        try (var monitor = new SigningMonitor(ring, registry, clock)) {
            assertThat(monitor.status().detail()).isEqualTo("store: was not tried yet");

            monitor.run();

            assertThat(monitor.status().up()).isTrue();
            assertThat(gauge("packhouse.signing.monitor.good")).isEqualTo(1);
            assertThat(gauge("packhouse.signing.key.usable")).isEqualTo(1);
            assertThat(gauge("packhouse.signing.key.expires.days")).isEqualTo(10);

            clock.forward(Duration.ofDays(10).plusSeconds(1));
            monitor.run();

            assertThat(monitor.status().up()).isFalse();
            assertThat(monitor.status().detail()).startsWith("store: the certificate in").contains("expired at");
            assertThat(gauge("packhouse.signing.monitor.good")).isZero();
            assertThat(gauge("packhouse.signing.key.usable")).isZero();
            assertThat(gauge("packhouse.signing.key.in.order")).isZero();
            assertThat(gauge("packhouse.signing.key.expires.days")).isNegative().isCloseTo(0, within(0.01));
        }
    }

    @Test
    void triesTheKeysOfCasAndOfBothTypesInWhatTheyCanMake() throws Exception {
        var folder = new KeyFolder(directory);
        folder.put("ca", TestKeys.ca("CA", TestKeys.ec("secp256r1")), KeyUse.XPI);
        folder.put("rsa", TestKeys.leaf("RSA", TestKeys.rsa(), null), KeyUse.XPI, KeyUse.ARTIFACT);
        folder.put("ec", TestKeys.leaf("EC", TestKeys.ec("secp384r1"), null), KeyUse.XPI, KeyUse.ARTIFACT);
        try (var monitor = new SigningMonitor(folder.ring(clock), registry, clock)) {
            monitor.run();

            assertThat(monitor.status().detail()).isEqualTo("every key signs, and its signatures hold");
        }
    }

    @Test
    void tellsOfAKeyThatWasNeverLoaded() throws Exception {
        var folder = new KeyFolder(directory);
        folder.put("wrong", TestKeys.leaf("Wrong", TestKeys.ec("secp256r1"), null), KeyUse.ARTIFACT);
        Files.writeString(folder.file("wrong"), "rubbish");
        KeyRing ring = folder.ring(clock);
        new SigningMetrics(registry, ring, clock);
        try (var monitor = new SigningMonitor(ring, registry, clock)) {
            monitor.run();

            assertThat(monitor.status().detail()).contains("wrong: the key file ", "is no PKCS#12 file");
            assertThat(registry.get("packhouse.signing.key.expires.days").tag("key", "wrong").gauge().value()).isNaN();
        }
    }

    private double gauge(String name) {
        return registry.get(name).tag("key", "store").gauge().value();
    }
}
