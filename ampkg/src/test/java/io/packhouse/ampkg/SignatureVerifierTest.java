package io.packhouse.ampkg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.ampkg.signature.Party;
import io.packhouse.ampkg.signature.Party.Wish;
import io.packhouse.testkit.Tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Signatures that openssl makes in all ways that it knows, judged as the original judges them (reference, 1.6). What the
 * original calls is {@code openssl smime -verify} without the embedded chain, so that program is asked too; where we differ
 * knowingly, the table says so.
 */
class SignatureVerifierTest {

    private static final byte[] CONTENT = SignedContent.of(new byte[32], "HW1");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    static Path directory;

    private static Party root;
    private static Party middle;
    private static Party signer;
    private static Party elliptic;

    @BeforeAll
    static void makeParties() throws GeneralSecurityException, IOException {
        Tool.need("openssl");
        KeyPair rsa = Party.newKeys("RSA");
        KeyPair ec = Party.newKeys("secp256r1");
        root = Party.selfSigned(Party.newKeys("secp256r1"), new Wish("root").asAuthority());
        middle = root.issue(Party.newKeys("secp256r1"), new Wish("middle").asAuthority());
        signer = save("signer", middle.issue(rsa, new Wish("signer")));
        elliptic = save("elliptic", middle.issue(ec, new Wish("elliptic")));
        save("self-signed", Party.selfSigned(rsa, new Wish("self-signed")));
        Party foreign = save("foreign", Party.selfSigned(ec, new Wish("foreign").asAuthority()));
        KeyPair other = Party.newKeys("secp256r1");
        Instant now = Instant.now();
        save("expired", middle.issue(rsa, new Wish("expired").valid(now.minus(DAY.multipliedBy(2)), now.minus(DAY))));
        save("early", middle.issue(rsa, new Wish("early").valid(now.plus(DAY), now.plus(DAY.multipliedBy(2)))));
        save("of-a-leaf", elliptic.issue(rsa, new Wish("of-a-leaf")));
        save("of-foreign", foreign.issue(rsa, new Wish("of-foreign")));
        save("for-keys", middle.issue(rsa, new Wish("for-keys").forUse(KeyUsage.keyEncipherment)));
        save("p384", middle.issue(Party.newKeys("secp384r1"), new Wish("p384")));
        save("of-sha1", middle.issue(rsa, new Wish("of-sha1").signedWith("SHA1")));
        Party oldRoot = save("old-root", Party.version1(other, "old-root"));
        save("of-old-root", oldRoot.issue(rsa, new Wish("of-old-root")));
        Party narrow = save("narrow", Party.selfSigned(other, new Wish("narrow").asAuthority().withPath(0)));
        Party below = save("below-narrow", narrow.issue(ec, new Wish("below-narrow").asAuthority()));
        save("of-narrow", below.issue(rsa, new Wish("of-narrow")));
        Party noIssuer = save("no-issuer",
                root.issue(other, new Wish("no-issuer").asAuthority().forUse(KeyUsage.digitalSignature)));
        save("of-no-issuer", noIssuer.issue(rsa, new Wish("of-no-issuer")));
        Party expired = save("expired-ca", root.issue(other,
                new Wish("expired-ca").asAuthority().valid(now.minus(DAY.multipliedBy(2)), now.minus(DAY))));
        save("of-expired-ca", expired.issue(rsa, new Wish("of-expired-ca")));
        Party expiredRoot = save("expired-root", Party.selfSigned(other,
                new Wish("expired-root").asAuthority().valid(now.minus(DAY.multipliedBy(2)), now.minus(DAY))));
        save("of-expired-root", expiredRoot.issue(rsa, new Wish("of-expired-root")));
        save("root", root);
        save("middle", middle);
        Files.write(directory.resolve("content"), CONTENT);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments("as the original packager", "smime -sign -signer signer", "root middle"),
                arguments("order does not matter", "smime -sign -signer signer", "middle root"),
                arguments("duplicates do not matter", "smime -sign -signer signer", "middle middle root root"),
                arguments("nor does what else is trusted", "smime -sign -signer signer", "foreign middle signer root"),
                arguments("by the newer command", "cms -sign -signer signer", "root middle"),
                arguments("without signed attributes", "smime -sign -noattr -signer signer", "root middle"),
                arguments("ECDSA", "cms -sign -signer elliptic", "root middle"),
                arguments("ECDSA without signed attributes", "cms -sign -noattr -signer elliptic", "root middle"),
                arguments("ECDSA over a larger curve", "cms -sign -md sha384 -signer p384", "root middle"),
                arguments("SHA-224", "cms -sign -md sha224 -signer signer", "root middle"),
                arguments("SHA-384", "cms -sign -md sha384 -signer signer", "root middle"),
                arguments("SHA-512", "cms -sign -md sha512 -signer signer", "root middle"),
                arguments("SHA-512 and ECDSA", "cms -sign -md sha512 -signer elliptic", "root middle"),
                arguments("embedded content", "cms -sign -nodetach -signer signer", "root middle"),
                arguments("BER", "cms -sign -nodetach -stream -signer signer", "root middle"),
                arguments("BER by the older command", "smime -sign -nodetach -stream -signer signer", "root middle"),
                arguments("another content type", "cms -sign -econtent_type 1.2.3.4 -signer signer", "root middle"),
                arguments("two signers", "cms -sign -signer signer -signer elliptic", "root middle"),
                arguments("more certificates than needed", "smime -sign -certfile foreign -signer signer", "root middle"),
                arguments("a self-signed signer who is trusted", "smime -sign -signer self-signed", "self-signed"),
                arguments("a key that is not for signing", "smime -sign -signer for-keys", "root middle"),
                arguments("a root of version 1", "smime -sign -signer of-old-root", "old-root"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void theseHold(String what, String command, String trusted) throws Exception {
        byte[] signature = sign(command, "content");

        assertThat(opensslTakes(signature, trusted)).as(what).isTrue();
        assertThat(verifier(trusted).verify(signature, CONTENT).getSubjectX500Principal().getName()).startsWith("CN=");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("a foreign authority", "smime -sign -signer of-foreign", "root middle", "no chain"),
                arguments("only the authority below the root", "smime -sign -signer signer", "middle", "no chain"),
                arguments("only the root", "smime -sign -signer signer", "root", "no chain"),
                arguments("only the signer", "smime -sign -signer signer", "signer", "no chain"),
                arguments("the chain is embedded, but not trusted", "smime -sign -certfile middle -signer signer", "root",
                        "no chain"),
                arguments("a self-signed signer who is not trusted", "smime -sign -signer self-signed", "root middle",
                        "no chain"),
                arguments("no certificate", "smime -sign -nocerts -signer signer", "root middle", "is not embedded"),
                arguments("a signer by key id", "cms -sign -keyid -signer signer", "root middle", "named by key id"),
                arguments("RSA-PSS", "cms -sign -signer signer -keyopt rsa_padding_mode:pss", "root middle",
                        "it is RSA-PSS"),
                arguments("an expired signer", "smime -sign -signer expired", "root middle", "is not valid now"),
                arguments("a signer of tomorrow", "smime -sign -signer early", "root middle", "is not valid now"),
                arguments("a leaf as authority", "smime -sign -signer of-a-leaf", "root middle elliptic", "is no authority"),
                arguments("an authority that is not for it", "smime -sign -signer of-no-issuer", "root no-issuer",
                        "is no authority"),
                arguments("an expired authority", "smime -sign -signer of-expired-ca", "root expired-ca",
                        "is not valid now"),
                arguments("an expired root", "smime -sign -signer of-expired-root", "expired-root", "is not valid now"),
                arguments("a path that is too long", "smime -sign -signer of-narrow", "narrow below-narrow",
                        "allows no chain of that length"),
                arguments("one of two signers is foreign", "cms -sign -signer signer -signer of-foreign", "root middle",
                        "no chain"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void theseDoNot(String what, String command, String trusted, String reason) throws Exception {
        byte[] signature = sign(command, "content");

        assertThat(opensslTakes(signature, trusted)).as(what).isFalse();
        assertRefused(signature, trusted, reason);
    }

    static Stream<Arguments> weak() {
        return Stream.of(
                arguments("MD5", "cms -sign -md md5 -signer signer", "is too weak"),
                arguments("SHA-1", "cms -sign -md sha1 -signer signer", "is too weak"),
                arguments("SHA-1 without signed attributes", "cms -sign -noattr -md sha1 -signer signer", "is too weak"),
                arguments("SHA-1 and ECDSA", "cms -sign -md sha1 -signer elliptic", "is too weak"),
                arguments("RIPEMD-160", "cms -sign -md ripemd160 -signer signer", "is too weak"),
                arguments("a certificate with SHA-1", "cms -sign -signer of-sha1", "weak SHA1"));
    }

    /** The original takes them (some of them; it depends on how OpenSSL was set up). */
    @ParameterizedTest(name = "{0}")
    @MethodSource("weak")
    void theseAreTooWeakForUs(String what, String command, String reason) throws Exception {
        assertRefused(sign(command, "content"), "root middle", reason);
    }

    static Stream<Arguments> contents() {
        String text = new String(CONTENT, StandardCharsets.US_ASCII);
        return Stream.of(
                arguments("the raw digest", new byte[32]),
                arguments("the digest in hexadecimal", "00".repeat(32).getBytes(StandardCharsets.US_ASCII)),
                arguments("a line feed at the end", (text + "\n").getBytes(StandardCharsets.US_ASCII)),
                arguments("another hardware id", SignedContent.of(new byte[32], "HW2")),
                arguments("no hardware id", SignedContent.of(new byte[32], "")),
                arguments("nothing", new byte[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void onlyTheContentItselfHolds(String what, byte[] other) throws Exception {
        Files.write(directory.resolve("other"), other);

        assertRefused(sign("smime -sign -signer signer", "other"), "root middle", "signature failure");
        assertRefused(sign("smime -sign -noattr -signer signer", "other"), "root middle", "signature failure");
        assertRefused(sign("cms -sign -nodetach -signer signer", "other"), "root middle", "signature failure");
    }

    @Test
    void whatFollowsIsNotLookedAt() throws Exception {
        byte[] signature = sign("smime -sign -signer signer", "content");
        byte[] longer = Arrays.copyOf(signature, signature.length + 10);

        assertThat(opensslTakes(longer, "root middle")).isTrue();
        assertThat(verifier("root middle").verify(longer, CONTENT)).isEqualTo(signer.certificate());
    }

    @Test
    void ofSeveralSignersTheFirstIsAnswered() throws Exception {
        byte[] signature = sign("cms -sign -signer signer -signer elliptic", "content");

        assertThat(verifier("root middle").verify(signature, CONTENT)).isIn(signer.certificate(), elliptic.certificate());
    }

    @Test
    void aSignatureWithoutSignersIsNone() throws Exception {
        Tool.run(directory, "openssl", "crl2pkcs7", "-nocrl", "-certfile", "signer", "-outform", "DER", "-out", "empty")
                .ok();

        assertRefused(Files.readAllBytes(directory.resolve("empty")), "root middle", "it has no signer");
    }

    @Test
    void everyCutEnds() throws Exception {
        byte[] signature = sign("smime -sign -signer signer", "content");
        SignatureVerifier verifier = verifier("root middle");

        for (int length = 0; length < signature.length; length++) {
            byte[] cut = Arrays.copyOf(signature, length);
            assertThatExceptionOfType(PackageException.class).as("%d bytes", length)
                    .isThrownBy(() -> verifier.verify(cut, CONTENT));
        }
    }

    /** Some damage does no harm, such as to an extra attribute's framing; it must just never be anything but an answer. */
    @Test
    void damageIsNoticed() throws Exception {
        byte[] signature = sign("smime -sign -signer signer", "content");
        SignatureVerifier verifier = verifier("root middle");
        int refused = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            byte[] damaged = signature.clone();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            try {
                assertThat(verifier.verify(damaged, CONTENT)).isEqualTo(signer.certificate());
            } catch (PackageException refusal) {
                assertThat(refusal.getMessage()).as("seed %d", seed).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(900);
    }

    @Test
    void theSignatureItselfIsWhatHolds() throws Exception {
        byte[] signature = sign("smime -sign -signer signer", "content");
        signature[signature.length - 1] ^= 1;

        assertRefused(signature, "root middle", "signature failure");
    }

    @Test
    void noCertificatesTrustNobody() throws Exception {
        assertRefused(sign("smime -sign -signer self-signed", "content"), "", "no chain");
    }

    private static void assertRefused(byte[] signature, String trusted, String reason) {
        assertThatExceptionOfType(PackageException.class).isThrownBy(() -> verifier(trusted).verify(signature, CONTENT))
                .withMessageContaining(reason);
    }

    private static Party save(String name, Party party) throws IOException {
        party.save(directory, name);
        return party;
    }

    private static SignatureVerifier verifier(String trusted) throws PackageException {
        return SignatureVerifier.trusting(Arrays.stream(trusted.split(" ", -1)).filter(name -> !name.isEmpty())
                .map(directory::resolve).toList());
    }

    private static byte[] sign(String command, String content) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("openssl"));
        arguments.addAll(List.of(command.split(" ")));
        arguments.addAll(List.of("-binary", "-in", content, "-outform", "DER", "-out", "signature"));
        Tool.run(directory, arguments.toArray(String[]::new)).ok();
        return Files.readAllBytes(directory.resolve("signature"));
    }

    /** The original's way: PKCS7_verify without the embedded chain and without a purpose. */
    private static boolean opensslTakes(byte[] signature, String trusted) throws IOException, InterruptedException {
        Files.write(directory.resolve("asked"), signature);
        var certificates = new StringBuilder();
        for (String name : trusted.split(" ", -1)) {
            certificates.append(Files.readString(directory.resolve(name)));
        }
        Files.writeString(directory.resolve("trusted"), certificates);
        return Tool.run(directory, "openssl", "smime", "-verify", "-binary", "-nochain", "-purpose", "any", "-inform", "DER",
                "-in",
                "asked", "-content", "content", "-CAfile", "trusted", "-no-CApath", "-no-CAstore", "-out", "verified")
                .status() == 0;
    }
}
