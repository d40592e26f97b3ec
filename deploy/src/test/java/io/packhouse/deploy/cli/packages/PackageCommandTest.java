package io.packhouse.deploy.cli.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.testkit.Tool;

import static org.assertj.core.api.Assertions.assertThat;

class PackageCommandTest {

    private static final String INFO = """
            formatVersion: 1
            formatType: am-package
            ---
            id: hello.world
            icon: icon.png
            name: { en: Hello World }
            version: "1.0"
            applications:
            - { id: hello.world, code: main.qml, runtime: qml }
            """;

    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private Path source;
    private Path hello;

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyFiles.make(keys);
    }

    @BeforeEach
    void makeSource() throws IOException {
        source = Files.createDirectory(directory.resolve("hello"));
        Files.writeString(source.resolve("info.yaml"), INFO);
        Files.write(source.resolve("icon.png"), HexFormat.of().parseHex("89504e47"));
        Files.writeString(source.resolve("main.qml"), "import QtQuick; Text { text: 'ä' }");
        hello = directory.resolve("hello.ampkg");
    }

    @Test
    void aPackageIsMadeSilently() throws Exception {
        assertThat(Ran.of("create", hello, source)).isEqualTo(new Ran(0, "", ""));

        assertThat(Tool.run(directory, "tar", "tzf", hello.toString()).lines()).containsExactly("--PACKAGE-HEADER--",
                "info.yaml", "icon.png", "main.qml", "--PACKAGE-FOOTER--");
    }

    @Test
    void itsMetaDataArePrintedAsYaml() {
        var ran = Ran.of("create", "--verbose", hello, source);

        assertThat(ran.out()).matches("""
                (?s)%YAML 1.1
                ---
                digest: '[0-9a-f]{64}'
                diskSpaceUsed: [0-9]+
                packageId: 'hello.world'
                """);
    }

    @Test
    void itsMetaDataArePrintedAsJson() throws Exception {
        var metadata = json(Ran.of("create", "--json", "--verbose", hello, source));

        assertThat(metadata.fieldNames()).toIterable().containsExactly("digest", "diskSpaceUsed", "packageId");
        assertThat(metadata.get("diskSpaceUsed").isIntegralNumber()).isTrue();
        assertThat(Ran.of("create", "--json", hello, source).out()).as("without --verbose").isEmpty();
    }

    @Test
    void freeMetaDataAreMergedFilesFirst() throws Exception {
        var file = Files.writeString(directory.resolve("extra.yaml"), "map: { a: 1, b: 2 }\nlist: [1]\nscalar: file\n");
        var signed = Files.writeString(directory.resolve("signed.yaml"),
                "formatType: am-package-metadata\nformatVersion: 1\n---\ns: [x]\n");

        var metadata = json(
                Ran.of("create-package", "-m", "{ map: { b: 3, c: 4 }, list: [2], scalar: yes }", "-M", file, hello,
                        source, "--extra-signed-metadata={ s: [z], t: { 'ü': 1.5 } }", "-s", "{ s: ~ }", "-s", "{ s: [w] }",
                        "--extra-signed-metadata-file", signed, "--verbose", "--json"));

        assertThat(metadata.get("extra").toString())
                .isEqualTo("{\"list\":[1,2],\"map\":{\"a\":1,\"b\":3,\"c\":4},\"scalar\":true}");
        assertThat(metadata.get("extraSigned").get("t").toString()).isEqualTo("{\"ü\":1.5}");
    }

    @Test
    void signedMetaDataChangeTheDigestAndOthersDoNot() throws Exception {
        var plain = digest("create", "--verbose", "--json", hello, source);
        var extra = digest("create", "--verbose", "--json", "-m", "{ a: b }", hello, source);
        var signed = digest("create", "--verbose", "--json", "-s", "{ a: b }", hello, source);

        assertThat(extra).isEqualTo(plain);
        assertThat(signed).isNotEqualTo(plain);
    }

    @Test
    void aDeveloperSignsAndTheSignatureIsValidForItsAuthorityAlone() throws Exception {
        Ran.of("create", hello, source);
        var signed = directory.resolve("signed.ampkg");

        assertThat(Ran.of("dev-sign", hello, signed, keys.resolve("dev.p12"), KeyFiles.PASSWORD))
                .isEqualTo(new Ran(0, "", ""));

        assertThat(Ran.of("dev-verify", hello, keys.resolve("ca.crt")))
                .isEqualTo(new Ran(1, "no developer signature\n", ""));
        assertThat(Ran.of("dev-verify", signed, keys.resolve("ca.crt")))
                .isEqualTo(new Ran(0, "valid developer signature\n", ""));
        var foreign = Ran.of("dev-verify-package", signed, keys.resolve("self.crt"));
        assertThat(foreign.exitCode()).isEqualTo(2);
        assertThat(foreign.out()).startsWith("invalid developer signature (").endsWith(")\n");
        assertThat(Ran.of("store-verify", signed, keys.resolve("ca.crt"), "").out()).isEqualTo("no store signature\n");
        assertThat(Ran.of("dev-verify", "--verbose", signed, keys.resolve("self.crt"), keys.resolve("ca.crt")).exitCode())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "08154711", "gerät 1"})
    void theStoreSignsForADevice(String hardwareId) throws Exception {
        Ran.of("create", hello, source);
        var signed = directory.resolve("signed.ampkg");

        assertThat(Ran.of("store-sign-package", hello, signed, keys.resolve("store.p12"), KeyFiles.PASSWORD, hardwareId))
                .isEqualTo(new Ran(0, "", ""));

        assertThat(Ran.of("store-verify", signed, keys.resolve("ca.crt"), hardwareId))
                .isEqualTo(new Ran(0, "valid store signature\n", ""));
        var other = Ran.of("store-verify-package", signed, keys.resolve("ca.crt"), hardwareId + "x");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.out()).startsWith("invalid store signature (");
    }

    @Test
    void eachSignatureLeavesTheOtherAlone() throws Exception {
        Ran.of("create", hello, source);
        Ran.of("dev-sign", hello, hello, keys.resolve("dev.p12"), KeyFiles.PASSWORD);

        var metadata = json(Ran.of("store-sign", hello, hello, keys.resolve("self.p12"), "", "", "--json", "--verbose"));

        assertThat(metadata.fieldNames()).toIterable().containsExactly("developerSignature", "digest", "diskSpaceUsed",
                "packageId", "storeSignature");
        assertThat(Ran.of("dev-verify", hello, keys.resolve("ca.crt")).exitCode()).isZero();
        assertThat(Ran.of("store-verify", hello, keys.resolve("self.crt"), "").exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"dev,dev.p12,''", "store,store.p12,''", "store,store.p12,HW1"})
    void opensslAcceptsWhatWasSigned(String kind, String key, String hardwareId) throws Exception {
        var created = json(Ran.of("create", hello, source, "--verbose", "--json"));
        var signing = kind.equals("dev")
                ? Ran.of("dev-sign", hello, hello, keys.resolve(key), KeyFiles.PASSWORD, "--verbose", "--json")
                : Ran.of("store-sign", hello, hello, keys.resolve(key), KeyFiles.PASSWORD, hardwareId, "--verbose",
                        "--json");
        var signature = json(signing).get(kind.equals("dev") ? "developerSignature" : "storeSignature").textValue();
        Files.write(directory.resolve("signature.der"), Base64.getDecoder().decode(signature));
        // Reckoned by other means than ours.
        Tool.run(directory, "python3", "-c", """
                import base64, hashlib, hmac, sys
                digest, device = bytes.fromhex(sys.argv[1]), sys.argv[2].encode()
                value = hmac.new(device, digest, hashlib.sha256).digest() if device else digest
                open('content', 'wb').write(base64.b64encode(value))
                """, created.get("digest").textValue(), hardwareId).ok();

        for (var command : new String[]{"cms", "smime"}) {
            assertThat(
                    Tool.run(directory, "openssl", command, "-verify", "-binary", "-inform", "DER", "-in", "signature.der",
                            "-content", "content", "-CAfile", keys.resolve("ca.crt").toString(), "-purpose", "any", "-out",
                            "out").ok())
                    .containsIgnoringCase("verification success");
        }
    }

    @Test
    void aWrongPasswordIsAnErrorAndLeavesNothing() {
        Ran.of("create", hello, source);
        var signed = directory.resolve("signed.ampkg");

        var ran = Ran.of("dev-sign", hello, signed, keys.resolve("dev.p12"), "wrong");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).startsWith("ERROR: could not create signature: ").contains("password")
                .doesNotContain("wrong\n");
        assertThat(signed).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"dev-verify @/none.ampkg @/ca.crt|none.ampkg does not exist",
            "dev-verify @/hello.ampkg @/none.crt|none.crt", "store-verify @/hello.ampkg @/none.crt x|none.crt",
            "dev-sign @/none.ampkg @/out.ampkg @/dev.p12 x|none.ampkg does not exist",
            "store-sign @/hello.ampkg @/out.ampkg @/none.p12 x y|none.p12",
            "dev-sign @/hello/main.qml @/out.ampkg @/none.p12 x|none.p12", "create @/out.ampkg @/none|none",
            "create @/out.ampkg @/hello -m [1]|[1]", "create @/out.ampkg @/hello -M @/none.yaml|none.yaml",
            "create @/out.ampkg @/hello/main.qml|main.qml", "dev-verify @/hello/main.qml @/none.crt|main.qml",
            "yaml-to-json @/none.yaml|none.yaml", "yaml-to-json -i 5 @/hello/info.yaml|0 to 1"})
    void anErrorIsOneAndSaysWhat(String line, String named) {
        Ran.of("create", hello, source);

        var ran = Ran.of((Object[]) line.replace("@", directory.toString()).split(" ", -1));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).startsWith("ERROR: ").contains(named).doesNotContain("\tat ", "Exception");
        assertThat(directory.resolve("out.ampkg")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "create", "create a", "create a b c", "create a b --nonsense", "dev-verify a",
            "dev-sign a b c", "dev-sign a b c d e", "store-sign a b c d", "store-verify a b", "yaml-to-json a b",
            "yaml-to-json -i x"})
    void aWrongCommandLineIsOneAndShowsHelp(String line) {
        var ran = Ran.of((Object[]) line.split(" ", -1));

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("Usage: packhouse package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "create-package", "dev-sign", "dev-sign-package", "dev-verify", "dev-verify-package",
            "store-sign", "store-sign-package", "store-verify", "store-verify-package", "yaml-to-json"})
    void everyCommandHasHelp(String command) {
        var ran = Ran.of(command, "--help");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("Usage: packhouse package " + command.replace("-package", ""));
    }

    @Test
    void versionIsPrinted() {
        assertThat(Ran.of("--version")).isEqualTo(new Ran(0, "packhouse 1.2.3\n", ""));
    }

    @Test
    void yamlIsPrintedAsJson() throws IOException {
        var file = Files.writeString(directory.resolve("x.yaml"), """
                %YAML 1.1
                ---
                a: 0x10
                ---
                b: [yes, 1.5, ~, 'q"\\', []]
                c: {}
                huge: 18446744073709551615
                nan: .nan
                """);

        assertThat(Ran.of("yaml-to-json", file).out()).isEqualTo("""
                [
                    {
                        "a": 16
                    },
                    {
                        "b": [
                            true,
                            1.5,
                            null,
                            "q\\"\\\\",
                            []
                        ],
                        "c": {},
                        "huge": 18446744073709551615,
                        "nan": null
                    }
                ]
                """);
        assertThat(Ran.of("yaml-to-json", "-i", "0", file).out()).isEqualTo("{\n    \"a\": 16\n}\n");
    }

    private static String digest(Object... words) throws IOException {
        return json(Ran.of(words)).get("digest").textValue();
    }

    private static JsonNode json(Ran ran) throws IOException {
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return new ObjectMapper().readTree(ran.out().getBytes(StandardCharsets.UTF_8));
    }
}
