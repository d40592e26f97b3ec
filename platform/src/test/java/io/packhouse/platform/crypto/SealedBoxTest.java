package io.packhouse.platform.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SealedBoxTest {

    private static final byte[] INFO = bytes("job 1");
    private static final byte[] SECRET = bytes("a private key");

    /** RFC 9180, appendix A.2.1: base mode, X25519, HKDF-SHA256, ChaCha20Poly1305, sequence number 0. */
    @Test
    void opens_the_published_test_vector() {
        var recipient = new SealedBox.KeyPair(hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb"));
        var enc = "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a";
        var ciphertext = "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28";

        var opened = SealedBox.open(recipient, bytes("Ode on a Grecian Urn"), bytes("Count-0"), hex(enc + ciphertext));

        assertThat(recipient.publicKey())
                .isEqualTo(hex("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a"));
        assertThat(opened).asString(StandardCharsets.US_ASCII).isEqualTo("Beauty is truth, truth beauty");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 4096, 200_000})
    void opens_what_was_sealed(int length) {
        var recipient = SealedBox.newKeyPair();
        var plaintext = new byte[length];
        new Random(length).nextBytes(plaintext);

        var sealed = SealedBox.seal(recipient.publicKey(), INFO, plaintext);

        assertThat(sealed).hasSize(length + SealedBox.OVERHEAD);
        assertThat(SealedBox.open(recipient, INFO, sealed)).isEqualTo(plaintext);
    }

    @Test
    void seals_the_same_text_differently_each_time() {
        var recipient = SealedBox.newKeyPair();
        var seen = new HashSet<String>();

        for (int i = 0; i < 20; i++) {
            seen.add(HexFormat.of().formatHex(SealedBox.seal(recipient.publicKey(), INFO, SECRET)));
        }

        assertThat(seen).hasSize(20);
    }

    @Test
    void refuses_every_changed_byte_and_every_cut() {
        var recipient = SealedBox.newKeyPair();
        var sealed = SealedBox.seal(recipient.publicKey(), INFO, SECRET);

        for (int i = 0; i < sealed.length; i++) {
            // The highest bit: X25519 itself ignores it in the last byte of "enc", the key schedule must not.
            var changed = sealed.clone();
            changed[i] ^= (byte) 0x80;
            assertLost(recipient, INFO, changed);
            assertLost(recipient, INFO, Arrays.copyOf(sealed, i));
        }
        assertLost(recipient, INFO, Arrays.copyOf(sealed, sealed.length + 1));
    }

    @Test
    void refuses_another_purpose_another_key_and_a_closed_key() {
        var recipient = SealedBox.newKeyPair();
        var sealed = SealedBox.seal(recipient.publicKey(), INFO, SECRET);

        assertLost(recipient, bytes("job 2"), sealed);
        assertLost(SealedBox.newKeyPair(), INFO, sealed);
        assertThat(SealedBox.open(recipient, INFO, sealed)).isEqualTo(SECRET);
        recipient.close();
        assertLost(recipient, INFO, sealed);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 33, 64, 1024})
    void refuses_a_public_key_of_another_length(int length) {
        assertThatThrownBy(() -> SealedBox.seal(new byte[length], INFO, SECRET)).isInstanceOf(FailureException.class)
                .hasMessageContaining("has " + length + " bytes").hasMessageContaining("32");
    }

    /** The points of small order, from RFC 7748's security considerations and curve25519's own page. */
    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"})
    void refuses_to_seal_to_a_point_of_low_order_and_to_open_from_one(String point) {
        var failure = catchThrowableOfType(FailureException.class, () -> SealedBox.seal(hex(point), INFO, SECRET));

        assertThat(failure.failure().code()).isEqualTo(Failure.Code.INVALID_REQUEST);
        assertThat(failure).hasMessageContaining("low order");
        assertLost(SealedBox.newKeyPair(), INFO, hex(point + "00".repeat(40)));
    }

    @Test
    void overwrites_the_private_key_when_closed() {
        var privateKey = hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");

        new SealedBox.KeyPair(privateKey).close();

        assertThat(privateKey).containsOnly(0);
    }

    @Test
    void does_not_show_the_private_key_as_text() {
        var privateKey = hex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");

        assertThat(new SealedBox.KeyPair(privateKey).toString()).doesNotContain("8057991e").contains("4310ee97");
    }

    private static void assertLost(SealedBox.KeyPair recipient, byte[] info, byte[] sealed) {
        var failure = catchThrowableOfType(FailureException.class, () -> SealedBox.open(recipient, info, sealed));
        assertThat(failure).isNotNull();
        assertThat(failure.failure().code()).isEqualTo(Failure.Code.KEYS_LOST);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
