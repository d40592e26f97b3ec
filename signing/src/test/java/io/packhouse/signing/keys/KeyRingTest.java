package io.packhouse.signing.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.signing.SignatureKind;
import io.packhouse.contracts.signing.SigningKeys;
import io.packhouse.signing.keys.TestKeys.Pair;

import static org.assertj.core.api.Assertions.assertThat;

class KeyRingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration OVERLAP = Duration.ofHours(1);
    private static final KeyPair PAIR = TestKeys.ec("secp256r1");

    @TempDir
    Path directory;
    private final MovingClock clock = new MovingClock(NOW);
    private final Map<String, String> environment = new HashMap<>();
    private final List<SigningKeys> told = new ArrayList<>();
    private Path file;

    @BeforeEach
    void begin() {
        file = directory.resolve("key.p12");
    }

    @Test
    void aNewFileTakesOverAndTheOldCertificateCanBeAskedForDuringTheOverlap() throws Exception {
        Pair first = leaf(NOW, Duration.ofDays(100));
        first.write(file, "x");
        KeyRing ring = ring(KeyUse.AMPKG_STORE);
        String old = fingerprint(first);
        assertThat(ring.find("store", old)).isPresent();

        Pair second = leaf(NOW, Duration.ofDays(200));
        second.write(file, "x");
        ring.look();

        assertThat(told).extracting(word -> word.keys().getFirst().certificate()).containsExactly(old, fingerprint(second));
        assertThat(ring.find("store", fingerprint(second))).isPresent();
        clock.forward(OVERLAP.minusSeconds(1));
        ring.look();
        assertThat(ring.find("store", old)).isPresent();
        clock.forward(Duration.ofSeconds(1));
        assertThat(ring.find("store", old)).isEmpty();
        assertThat(ring.find("other", fingerprint(second))).isEmpty();
    }

    @Test
    void aFileThatIsWrongChangesNothingButTheState() throws Exception {
        Pair first = leaf(NOW, Duration.ofDays(100));
        first.write(file, "x");
        KeyRing ring = ring(KeyUse.AMPKG_STORE);

        Files.writeString(file, "rubbish");
        ring.look();

        assertThat(state(ring).usable()).isTrue();
        assertThat(state(ring).line()).isEqualTo(
                "store: in use, but the key file " + file + " is no PKCS#12 file, or a part of one");
        assertThat(ring.find("store", fingerprint(first))).isPresent();
        assertThat(told).hasSize(1);

        Files.delete(file);
        ring.look();
        assertThat(state(ring).line()).endsWith("is not there");

        first.write(file, "x");
        ring.look();
        assertThat(state(ring).line()).isEqualTo("store: valid until 2027-03-01T12:00:00Z");
    }

    @Test
    void aWrongPasswordIsSaidAndMendedWithoutANewStart() throws Exception {
        leaf(NOW, Duration.ofDays(1)).write(file, "geheim ü");
        Path password = Files.writeString(directory.resolve("password"), "falsch\n");
        var settings = new KeySettings(file, Optional.of(password), Optional.empty(), List.of(KeyUse.ARTIFACT));
        KeyRing ring = ring(Map.of("store", settings));
        assertThat(state(ring).usable()).isFalse();
        assertThat(state(ring).line()).contains("does not open with this password").doesNotContain("falsch");
        assertThat(told).singleElement().satisfies(word -> assertThat(word.keys()).isEmpty());

        Files.writeString(password, "geheim ü\r\n");
        ring.look();

        assertThat(state(ring).usable()).isTrue();
        assertThat(told).hasSize(2);
    }

    @Test
    void aPasswordComesFromTheEnvironmentToo() throws Exception {
        leaf(NOW, Duration.ofDays(1)).write(file, "x");
        var settings = new KeySettings(file, Optional.empty(), Optional.of("STORE_PASSWORD"), List.of(KeyUse.ARTIFACT));
        KeyRing ring = ring(Map.of("store", settings));
        assertThat(state(ring).line()).contains("the environment variable STORE_PASSWORD", "is not set");

        environment.put("STORE_PASSWORD", "x");
        ring.look();

        assertThat(state(ring).usable()).isTrue();
    }

    @Test
    void aPasswordFileThatCannotBeReadIsSaid() throws Exception {
        leaf(NOW, Duration.ofDays(1)).write(file, "x");
        Path latin = Files.write(directory.resolve("latin"), new byte[]{(byte) 0xfc});
        for (var wrong : Map
                .of(directory.resolve("none"), "is not there", latin, "is not UTF-8", directory, "cannot be read")
                .entrySet()) {
            var settings = new KeySettings(file, Optional.of(wrong.getKey()), Optional.empty(), List.of(KeyUse.XPI));
            assertThat(state(ring(Map.of("store", settings))).line())
                    .contains("the password file " + wrong.getKey() + " " + wrong.getValue());
        }
    }

    @Test
    void aCertificateThatIsNotValidYetTakesOverWhenItIs() throws Exception {
        Pair first = leaf(NOW, Duration.ofDays(100));
        first.write(file, "x");
        KeyRing ring = ring(KeyUse.AMPKG_STORE);
        Pair next = leaf(NOW.plus(Duration.ofDays(1)), Duration.ofDays(100));
        next.write(file, "x");
        ring.look();
        assertThat(state(ring).line()).contains("in use, but", "is not valid before 2026-11-22T12:00:00Z");
        assertThat(state(ring).inUse().map(LoadedKey::certificate)).contains(fingerprint(first));

        clock.forward(Duration.ofDays(1));
        ring.look();

        assertThat(state(ring).inUse().map(LoadedKey::certificate)).contains(fingerprint(next));
        assertThat(state(ring).trouble()).isEmpty();
        assertThat(told).hasSize(2);
    }

    @Test
    void anExpiredCertificateSignsNoMoreAndGatewaysAreTold() throws Exception {
        leaf(NOW, Duration.ofDays(1)).write(file, "x");
        KeyRing ring = ring(KeyUse.AMPKG_STORE);
        assertThat(state(ring).usable()).isTrue();

        clock.forward(Duration.ofDays(1).plusSeconds(1));
        ring.look();

        assertThat(state(ring).usable()).isFalse();
        assertThat(state(ring).line()).contains("expired at 2026-11-22T12:00:00Z");
        assertThat(told.getLast().keys()).isEmpty();
    }

    @Test
    void anExpiredFileDoesNotReplaceAGoodKey() throws Exception {
        Pair good = leaf(NOW, Duration.ofDays(100));
        good.write(file, "x");
        KeyRing ring = ring(KeyUse.AMPKG_STORE);

        leaf(NOW.minus(Duration.ofDays(9)), Duration.ofDays(1)).write(file, "x");
        ring.look();

        assertThat(state(ring).usable()).isTrue();
        assertThat(state(ring).line()).contains("in use, but", "expired at");
        assertThat(state(ring).inUse().map(LoadedKey::certificate)).contains(fingerprint(good));
    }

    @Test
    void theKeyOfACaForAddonsServesNothingElse() throws Exception {
        TestKeys.ca("CA", PAIR).write(file, "x");

        assertThat(state(ring(KeyUse.XPI)).usable()).isTrue();
        assertThat(state(ring(KeyUse.XPI, KeyUse.ARTIFACT)).line()).contains("uses must be [xpi] alone");
        // As openssl req -x509 makes them.
        assertThat(state(ring(KeyUse.AMPKG_STORE)).usable()).isTrue();
    }

    @Test
    void goodKeysServeBesideAWrongOne() throws Exception {
        leaf(NOW, Duration.ofDays(1)).write(file, "x");
        environment.put("P", "x");
        KeyRing ring = ring(Map.of("good", settings(file, KeyUse.ARTIFACT), "wrong",
                settings(directory.resolve("none"), KeyUse.XPI)));

        assertThat(ring.states()).extracting(KeyState::usable).containsExactly(true, false);
        assertThat(told.getLast().keys()).extracting(SigningKeys.Key::name).containsExactly("good");
        assertThat(told.getLast().keys().getFirst().chain()).singleElement()
                .isEqualTo(ring.states().getFirst().inUse().orElseThrow().key().certificate().getEncoded());
        assertThat(ring.serves("good", SignatureKind.ARTIFACT)).isTrue();
        assertThat(ring.serves("good", SignatureKind.XPI_COSE)).isFalse();
        assertThat(ring.serves("wrong", SignatureKind.XPI_COSE)).isTrue();
        assertThat(ring.serves("none", SignatureKind.ARTIFACT)).isFalse();
    }

    private KeyRing ring(KeyUse... uses) {
        environment.put("P", "x");
        return ring(Map.of("store", settings(file, uses)));
    }

    private KeyRing ring(Map<String, KeySettings> settings) {
        KeyRing ring = new KeyRing(settings, OVERLAP, environment::get, clock);
        ring.look();
        ring.onChange(told::add);
        return ring;
    }

    private static KeySettings settings(Path file, KeyUse... uses) {
        return new KeySettings(file, Optional.empty(), Optional.of("P"), List.of(uses));
    }

    private static KeyState state(KeyRing ring) {
        return ring.state("store").orElseThrow();
    }

    private static Pair leaf(Instant from, Duration time) {
        return TestKeys.issued("Store", PAIR, null, false, from, from.plus(time));
    }

    private static String fingerprint(Pair pair) {
        return LoadedKey.of("store", pair.key(), List.of(KeyUse.ARTIFACT)).certificate();
    }
}
