package io.packhouse.ampkg.document;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.YamlLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Footers of packages, a row per rule (reference, 1.4). */
class PackageFooterTest {

    private static final String FORMAT = "%YAML 1.1\n---\nformatType: 'am-package-footer'\nformatVersion: 2\n---\n";

    @Test
    void readsWhatItWrites() throws PackageException {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            byte[] digest = bytes(random, 32);
            byte[] developer = bytes(random, 1 + random.nextInt(3000));
            byte[] store = bytes(random, 1 + random.nextInt(3000));
            var footers = new ByteArrayOutputStream();
            footers.writeBytes(PackageFooter.ofDigest(digest));
            footers.writeBytes(PackageFooter.ofDeveloperSignature(developer));
            footers.writeBytes(PackageFooter.ofStoreSignature(store));

            PackageFooter footer = PackageFooter.parse(footers.toByteArray(), YamlLimits.DEFAULT);

            assertThat(footer.digest()).as("seed %d", seed).isEqualTo(digest);
            assertThat(footer.developerSignature()).as("seed %d", seed).isEqualTo(developer);
            assertThat(footer.storeSignature()).as("seed %d", seed).isEqualTo(store);
        }
    }

    @Test
    void writesAsTheOriginal() {
        assertThat(PackageFooter.ofDigest(new byte[]{1, (byte) 0xAB})).asString(StandardCharsets.UTF_8)
                .isEqualTo(FORMAT + "digest: '01ab'\n");
        assertThat(PackageFooter.ofDeveloperSignature(new byte[]{0})).asString(StandardCharsets.UTF_8)
                .isEqualTo("%YAML 1.1\n---\ndeveloperSignature: 'AA=='\n");
        assertThat(PackageFooter.ofStoreSignature(new byte[]{0})).asString(StandardCharsets.UTF_8)
                .isEqualTo("%YAML 1.1\n---\nstoreSignature: 'AA=='\n");
    }

    @Test
    void ofEqualKeysTheLastCounts() throws PackageException {
        PackageFooter footer = parse(FORMAT + "digest: '01'\nstoreSignature: AA==\n---\ndigest: '02'\n---\nother: x\n---\n");

        assertThat(footer.digest()).containsExactly(2);
        assertThat(footer.storeSignature()).containsExactly(0);
        assertThat(footer.developerSignature()).isNull();
    }

    static Stream<Arguments> digests() {
        return Stream.of(
                arguments("'01ab'", "01ab"), arguments("'01AB'", "01ab"), arguments("01aB", "01ab"),
                arguments("'0 1:a-b'", "01ab"), arguments("'1ab'", "01ab"), arguments("|\n  01\n  ab", "01ab"),
                arguments("0102", "0102"), arguments("'x1'", "01"));
    }

    @ParameterizedTest
    @MethodSource("digests")
    void aDigestIsHexadecimalInAnyCase(String written, String digest) throws PackageException {
        assertThat(parse(FORMAT + "digest: " + written + "\n").digest()).isEqualTo(HexFormat.of().parseHex(digest));
    }

    static Stream<Arguments> signatures() {
        return Stream.of(
                arguments("'AQID'", new byte[]{1, 2, 3}), arguments("AQI=", new byte[]{1, 2}),
                arguments("'AQI'", new byte[]{1, 2}),
                arguments("|\n  AQ\n  ID", new byte[]{1, 2, 3}), arguments("'A Q!I-D'", new byte[]{1, 2, 3}),
                arguments("'AQIDx'", new byte[]{1, 2, 3}), arguments("''", null), arguments("'='", null),
                arguments("", null));
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void aSignatureIsBase64(String written, byte[] signature) throws PackageException {
        assertThat(parse(FORMAT + "digest: '01'\ndeveloperSignature: " + written + "\n").developerSignature())
                .isEqualTo(signature);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("no digest", FORMAT + "storeSignature: AA==\n", "metadata is missing the digest field"),
                arguments("an empty digest", FORMAT + "digest: ''\n", "metadata is missing the digest field"),
                arguments("a digest without a digit", FORMAT + "digest: 'xyz'\n", "metadata is missing the digest field"),
                arguments("a digest that is a list", FORMAT + "digest: ['01']\n", "metadata is missing the digest field"),
                arguments("a signature that is a map", FORMAT + "digest: '01'\nstoreSignature: {}\n",
                        "invalid storeSignature field"),
                arguments("a document that is no map", FORMAT + "- 1\n", "metadata is not a map"),
                arguments("another format", FORMAT.replace("footer", "header") + "digest: '01'\n",
                        "invalid format specification"),
                arguments("another version", FORMAT.replace("2", "3") + "digest: '01'\n", "invalid format specification"),
                arguments("the format alone", FORMAT.substring(0, FORMAT.length() - 4), "invalid format specification"),
                arguments("nothing", "", "invalid format specification"),
                arguments("a duplicate key", FORMAT + "digest: '01'\ndigest: '01'\n", "duplicate key 'digest'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void theseAreRefused(String what, String yaml, String reason) {
        assertThatExceptionOfType(PackageException.class).as(what).isThrownBy(() -> parse(yaml))
                .withMessageContaining(reason);
    }

    @Test
    void version1IsTakenToo() throws PackageException {
        assertThat(parse(FORMAT.replace("2", "1") + "digest: '01'\n").digest()).containsExactly(1);
    }

    private static PackageFooter parse(String yaml) throws PackageException {
        return PackageFooter.parse(yaml.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
