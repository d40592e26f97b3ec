package io.packhouse.ampkg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

import io.packhouse.testkit.Samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Packages that the original tools made are judged as the original server judged them. */
class SamplesTest {

    private static final PackageInspector INSPECTOR = new PackageInspector(PackageLimits.DEFAULT);

    @TestFactory
    Stream<DynamicTest> packages() throws IOException {
        Path samples = Samples.need("ampkg");
        Map<String, Object> packages = map(expected(samples).get("packages"));
        assertThat(packages).hasSizeGreaterThan(10);
        return packages.entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> judge(samples, map(sample.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> rejected() throws IOException {
        Path samples = Samples.need("ampkg");
        Map<String, Object> rejected = map(expected(samples).get("rejected"));
        assertThat(rejected).hasSizeGreaterThan(5);
        return rejected.entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> refuse(samples, sample.getKey(),
                        map(sample.getValue()))));
    }

    @Test
    void whatIsMadeOfTheirContentIsWhatTheyMade() throws Exception {
        // given a package of theirs, and what they found in its directory
        Path file = Samples.need("ampkg").resolve("packages/subdirs.ampkg");

        // when
        PackageMetadata metadata = metadata(file);

        // then their estimate of the space is ours: 10 entries with 3 directories of 4096 bytes
        assertThat(metadata.header().diskSpaceUsed()).isEqualTo(596_992);
    }

    private static void judge(Path samples, Map<String, Object> expected) throws Exception {
        Path file = samples.resolve((String) expected.get("file"));

        PackageMetadata metadata = metadata(file);
        assertThat(hex(metadata.footer().digest())).isEqualTo(expected.get("digest"));
        assertThat(metadata.header().packageId()).isEqualTo(expected.get("packageId"));
        assertThat(metadata.header().diskSpaceUsed()).isEqualTo(((Number) expected.get("diskSpaceUsed")).longValue());
        assertThat(metadata.footer().developerSignature() != null).isEqualTo(expected.get("has_developer_signature"));
        assertThat(metadata.footer().storeSignature() != null).isEqualTo(expected.get("has_store_signature"));

        Map<String, Object> upload = map(expected.get("upload"));
        if (upload.get("status").equals("fail")) {
            assertRefused(file, (String) upload.get("message"));
            return;
        }
        InspectedPackage inspected = inspect(file);
        assertThat(inspected.id()).isEqualTo(upload.get("id"));
        assertThat(inspected.architecture().isEmpty() ? "all" : inspected.architecture())
                .isEqualTo(upload.get("architecture"));
        Map<String, Object> listed = map(((List<?>) expected.get("list")).getFirst());
        assertThat(inspected.names()).isEqualTo(listed.get("names"));
        assertThat(inspected.descriptions()).isEqualTo(listed.get("descriptions"));
        assertThat(inspected.categories()).isEqualTo(listed.get("categories"));
        assertThat(inspected.version()).isEqualTo(listed.get("version"));
        Map<String, Object> icon = map(expected.get("icon"));
        assertThat(inspected.icon()).isNotNull().hasSize((int) icon.get("size"));
        assertThat(hex(java.security.MessageDigest.getInstance("SHA-256").digest(inspected.icon())))
                .isEqualTo(icon.get("sha256"));
    }

    private static void refuse(Path samples, String name, Map<String, Object> expected) throws Exception {
        Path file = samples.resolve("rejected").resolve(name + ".ampkg");
        assertRefused(file, (String) map(expected.get("upload")).get("message"));

        Map<String, Object> packager = map(expected.get("packager_dev_verify"));
        if (packager.get("output").equals("no developer signature")) {
            assertThat(metadata(file).footer().developerSignature()).isNull();
        } else {
            assertThatThrownBy(() -> metadata(file)).isInstanceOf(PackageException.class);
        }
    }

    /** Words of the original's message that people search for. */
    private static void assertRefused(Path file, String original) {
        assertThatThrownBy(() -> inspect(file)).isInstanceOf(PackageException.class).satisfies(refused -> {
            String words = Stream
                    .of("package digest mismatch (is 658de74687df66d8b6ea3be2f8788044c0c07217c8e409237c3dbf1448199bea, "
                            + "but should be 0000", "only --PACKAGE-FOOTER--* files are allowed at the end of the package",
                            "duplicate key 'packageId'", "Failed to parse manifest file", "truncated gzip input",
                            "unsupported type",
                            "mixed architectures: linux_x86_64 and linux_arm_64",
                            "invalid archive entry '../evil': pointing outside of extraction directory")
                    .filter(original::contains).findFirst().orElseThrow(() -> new AssertionError("no words of " + original));
            assertThat(refused).hasMessageContaining(words);
        });
    }

    private static InspectedPackage inspect(Path file) throws PackageException, IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return INSPECTOR.inspect(stream);
        }
    }

    private static PackageMetadata metadata(Path file) throws PackageException, IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return INSPECTOR.metadata(stream);
        }
    }

    private static Map<String, Object> expected(Path samples) throws IOException {
        // JSON is YAML.
        return map(new Yaml().load(Files.readString(samples.resolve("expected.json"))));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object json) {
        return (Map<String, Object>) json;
    }
}
