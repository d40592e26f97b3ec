package io.packhouse.repackager.xpi;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.addons.RebuildAddon;
import io.packhouse.repackager.sdk.Sdk;
import io.packhouse.repackager.sdk.TestSdks;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever stands in the files that say what an add-on is: a rebuild succeeds or is refused with a sentence. */
class HostileAddonTest {

    private static final int ROUNDS = 60;
    private static final List<String> PIECES = List.of("{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "null", "true",
            "1e999",
            "-0", "../", "/", "..", "\"..\"", "resources", "\"metadata\"", "\"name\"", "addon-sdk", "\"lib\"", "\"data\"",
            "%", "&",
            "<", ">", "</em:id>", "<Description>", "<em:id>", "about", "&lol;", "<!--", "]]>", "<![CDATA[", "xmlns:em=''",
            "\0", "\ud800",
            "\u2028", "é", " ", "\n", "x".repeat(3000));

    @TempDir
    private static Path folder;

    private static Sdk nested;
    private static Sdk flat;

    @BeforeAll
    static void readSdks() {
        nested = TestSdks.sdk(folder, "1.14");
        flat = TestSdks.sdk(folder, "1.0b5");
    }

    static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, 12).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changedHarnessOptionsAreRebuiltOrRefused(long seed) {
        fuzz(seed, "harness-options.json", TestXpi.nested());
        fuzz(seed + 100, "harness-options.json", TestXpi.flat());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changedInstallManifestsAreRebuiltOrRefused(long seed) {
        fuzz(seed, "install.rdf", TestXpi.nested());
        fuzz(seed + 100, "install.rdf", new TestXpi().with("package.json", "{\"name\": \"x\"}").with("install.rdf",
                TestXpi.rdf("1.0", "<em:homepageURL resource='x'/>")));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changedManifestsAreRebuiltOrRefused(long seed) {
        fuzz(seed, "manifest.json", new TestXpi().with("manifest.json", """
                {"manifest_version": 2, // two
                 "name": "a", "version": "1.2", "author": {"x": [1, {"y": null}]}, "developer": {"name": "b"}}"""));
        fuzz(seed, "package.json", new TestXpi().with("install.rdf", TestXpi.rdf("1.0", "")).with("package.json",
                "{\"name\": \"a\", \"version\": \"1.2\", \"author\": {\"x\": [1, {\"y\": null}]}}"));
    }

    private static void fuzz(long seed, String file, TestXpi xpi) {
        var random = new Random(seed);
        String good = new String(xpi.files().get(file), StandardCharsets.UTF_8);
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutated(good, random);
            xpi.with(file, text);
            try {
                Rebuilding rebuilt = Rebuilding.of(folder, xpi, wanted(random), _ -> random.nextBoolean() ? nested : flat);
                assertThat(rebuilt.names()).allMatch(name -> !name.contains("..") && !name.startsWith("/"));
            } catch (FailureException e) {
                assertThat(e.failure().code()).isIn(Code.INVALID_REQUEST, Code.TOO_LARGE);
                assertThat(e.failure().message()).matches("(?s)[\\n -~…]{10,1000}");
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ", round " + round + ", " + file + ": " + text, e);
            }
        }
    }

    private static RebuildAddon wanted(Random random) {
        return TestXpi.wanted(random.nextBoolean() ? null : "3.1", random.nextBoolean()
                ? Map.of()
                : Map.of("author", "Bo", "url", "https://n.example/", "fullName", "N"));
    }

    private static String mutated(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(random.nextInt(40) + 1));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.insert(at, text.substring(at, end));
                default -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }
}
