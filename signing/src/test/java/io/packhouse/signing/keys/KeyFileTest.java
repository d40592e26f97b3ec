package io.packhouse.signing.keys;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.FailureException;
import io.packhouse.signing.keys.TestKeys.Pair;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyFileTest {

    private static final KeyPair EC = TestKeys.ec("secp256r1");
    private static final Pair ROOT = TestKeys.ca("Root", TestKeys.ec("secp256r1"));
    private static final Pair MIDDLE = TestKeys.issued("Middle", TestKeys.ec("secp256r1"), ROOT, true, TestKeys.FROM,
            TestKeys.UNTIL);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"store", "dev1"})
    void opensTheFilesOfTheOriginalTools(String name) throws Exception {
        Path file = directory.resolve(name);
        try (var in = Objects.requireNonNull(KeyFileTest.class.getResourceAsStream("/original/" + name + ".p12"))) {
            Files.copy(in, file);
        }

        SigningKey key = KeyFile.open(file, "password").key();

        assertThat(key.type()).isEqualTo(KeyType.RSA);
        assertThat(key.isCa()).isFalse();
        assertThat(key.certificate().getSubjectX500Principal().getName())
                .startsWith(name.equals("store") ? "CN=Peer Store" : "CN=Developer 1");
    }

    @Test
    void signsWithItsKeyAndOrdersItsChain() throws Exception {
        Path file = TestKeys.leaf("Leaf", EC, MIDDLE).write(directory.resolve("leaf.p12"), "x");

        SigningKey key = KeyFile.open(file, "x").key();

        assertThat(key.chain()).extracting(one -> one.getSubjectX500Principal().getName()).containsExactly("CN=Leaf",
                "CN=Middle", "CN=Root");
        Signature verification = Signature.getInstance("SHA256withECDSA");
        verification.initVerify(key.certificate().getPublicKey());
        verification.update(new byte[]{1, 2, 3});
        assertThat(verification.verify(key.sign(SignatureScheme.ECDSA_SHA256, new byte[]{1, 2, 3}))).isTrue();
        assertThatThrownBy(() -> key.sign(SignatureScheme.RSA_SHA256, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(key).hasToString("EC key of CN=Leaf");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        Path good = TestKeys.leaf("Leaf", EC, null).write(directory.resolve("good.p12"), "right");
        Path cut = Files.write(directory.resolve("cut.p12"), Arrays.copyOf(Files.readAllBytes(good), 500));
        Path pem = Files.writeString(directory.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nMII=\n");
        Path two = keyStore("two.p12", TestKeys.leaf("One", EC, null), TestKeys.leaf("Two", EC, null));
        Path foreign = keyStore("foreign.p12", new Pair(EC, TestKeys.leaf("Other", TestKeys.ec("secp256r1"), null).chain()));
        Path edwards = keyStore("edwards.p12", new Pair(KeyPairGenerator.getInstance("Ed25519").generateKeyPair(),
                ROOT.chain()));

        assertThatThrownBy(() -> KeyFile.open(good, "wrong")).isInstanceOf(FailureException.class)
                .hasMessageContaining("good.p12 does not open with this password");
        assertThatThrownBy(() -> KeyFile.open(good, "")).hasMessageContaining("does not open with an empty password");
        assertThatThrownBy(() -> KeyFile.open(directory.resolve("none"), "x")).hasMessageEndingWith("none is not there");
        assertThatThrownBy(() -> KeyFile.open(directory, "x")).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> KeyFile.open(cut, "right")).hasMessageContaining("is no PKCS#12 file, or a part of one");
        assertThatThrownBy(() -> KeyFile.open(pem, "x")).hasMessageContaining("is PEM, not PKCS#12");
        assertThatThrownBy(() -> KeyFile.open(two, "x")).hasMessageContaining("holds 2 private keys");
        assertThatThrownBy(() -> KeyFile.open(foreign, "x"))
                .hasMessageContaining("no certificate that fits its private key");
        assertThatThrownBy(() -> KeyFile.open(edwards, "x")).hasMessageContaining("neither RSA nor EC");
    }

    @Test
    void findsWhatACarefulOperatorWouldMend() throws Exception {
        Path file = TestKeys.leaf("Leaf", EC, null).write(directory.resolve("leaf.p12"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(KeyFile.open(file, "x").weaknesses())
                .containsExactly("can be read by every user of this machine: chmod 600");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(KeyFile.open(file, "x").weaknesses()).isEmpty();

        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1024);
        Path weak = TestKeys.leaf("Weak", small.generateKeyPair(), null).write(directory.resolve("weak.p12"), "x");
        Files.setPosixFilePermissions(weak, PosixFilePermissions.fromString("rw-------"));
        assertThat(KeyFile.open(weak, "x").weaknesses()).singleElement().asString().contains("1024 bits");
    }

    @Test
    void refusesDamagedFilesWithASentenceAndNothingElse() throws Exception {
        byte[] good = Files.readAllBytes(TestKeys.leaf("Leaf", EC, null).write(directory.resolve("good.p12"), "x"));
        Path file = directory.resolve("damaged.p12");
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            byte[] damaged = random.nextBoolean() ? good.clone() : Arrays.copyOf(good, random.nextInt(good.length));
            for (int i = random.nextInt(3); i >= 0 && damaged.length > 0; i--) {
                // The first bytes, where the structure is, more often than the others.
                damaged[random.nextInt(random.nextBoolean() ? Math.min(80, damaged.length) : damaged.length)] = (byte) random
                        .nextInt();
            }
            Files.write(file, damaged);
            try {
                assertThat(KeyFile.open(file, "x").key().certificate()).as("seed %d", seed).isNotNull();
            } catch (FailureException e) {
                assertThat(e.failure().message()).as("seed %d", seed).startsWith("the key file " + file)
                        .doesNotContain("null");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        Files.write(file, "not a key file at all".getBytes(US_ASCII));
        assertThatThrownBy(() -> KeyFile.open(file, "x")).isInstanceOf(FailureException.class);
    }

    @Test
    void triesNoPasswordForHours() throws Exception {
        byte[] file = Files.readAllBytes(TestKeys.leaf("Leaf", EC, null).write(directory.resolve("good.p12"), "x"));
        var pfx = new PKCS12PfxPdu(file).toASN1Structure();
        var sum = pfx.getMacData();
        Path slow = Files.write(directory.resolve("slow.p12"), new Pfx(pfx.getAuthSafe(),
                new MacData(sum.getMac(), sum.getSalt(), Integer.MAX_VALUE)).getEncoded());

        assertThatThrownBy(() -> KeyFile.open(slow, "x")).hasMessageContaining("is to be hashed 2147483647 times");
    }

    private Path keyStore(String name, Pair... pairs) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Pair pair : List.of(pairs)) {
            store.setKeyEntry(pair.certificate().getSubjectX500Principal().getName(), pair.keys().getPrivate(),
                    "x".toCharArray(), pair.chain().toArray(Certificate[]::new));
        }
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "x".toCharArray());
        }
        return file;
    }
}
