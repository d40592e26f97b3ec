package io.packhouse.deploy.cli.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.testkit.Samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** Packages that the original tools made are judged as the original tools judged them, and can be signed again. */
class SampleVerdictsTest {

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> signaturesAreJudgedAlike() throws IOException {
        var samples = Samples.need("ampkg");
        return expected(samples).get("packages").properties().stream()
                .flatMap(sample -> stream(sample.getValue().get("verify"))
                        .filter(verified -> certificates(samples, verified).stream().allMatch(Files::exists))
                        .map(verified -> dynamicTest(
                                sample.getKey() + " by " + verified.get("ca") + " " + verified.get("hardware_id"),
                                () -> judge(samples, sample.getValue(), verified))));
    }

    private static void judge(Path samples, JsonNode sample, JsonNode verified) {
        var words = new ArrayList<Object>(List.of(verified.get("kind").textValue() + "-verify-package",
                samples.resolve(sample.get("file").textValue())));
        words.addAll(certificates(samples, verified));
        if (!verified.get("hardware_id").isNull()) {
            words.add(verified.get("hardware_id").textValue());
        }

        var ran = Ran.of(words.toArray());

        assertThat(ran.exitCode()).as(ran.toString()).isEqualTo(verified.get("rc").intValue());
        // The reason in parentheses is OpenSSL's there, and ours here.
        assertThat(verdict(ran.out().strip())).isEqualTo(verdict(verified.get("output").textValue()));
        assertThat(ran.err()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> brokenPackagesAreRefusedAlike() throws IOException {
        var samples = Samples.need("ampkg");
        return expected(samples).get("rejected").properties().stream().map(sample -> dynamicTest(sample.getKey(), () -> {
            var verified = sample.getValue().get("packager_dev_verify");
            var file = samples.resolve("rejected").resolve(sample.getKey() + ".ampkg");

            var ran = Ran.of("dev-verify", file, samples.resolve("certs/ca.crt"));

            assertThat(ran.exitCode()).isEqualTo(verified.get("rc").intValue());
            var output = verified.get("output").textValue();
            if (output.startsWith("ERROR: ")) {
                assertThat(ran.out()).isEmpty();
                assertThat(ran.err()).startsWith("ERROR: could not extract package ").contains(words(output));
            } else {
                assertThat(ran.out().strip()).isEqualTo(output);
            }
        }));
    }

    /** The words of an error text that people search for. */
    private static String words(String output) {
        return Stream.of("package digest mismatch", "files are allowed at the end of the package", "duplicate key",
                "pointing outside of extraction directory", "unsupported type", "truncated")
                .filter(output::contains).findFirst()
                .orElseThrow(() -> new AssertionError("no words are known for: " + output));
    }

    @Test
    void whatIsSignedAgainKeepsItsDigestAndIsValid() throws IOException {
        var samples = Samples.need("ampkg");
        for (var sample : expected(samples).get("packages").properties()) {
            var file = samples.resolve(sample.getValue().get("file").textValue());
            var signed = directory.resolve("signed.ampkg");

            var ran = Ran.of("store-sign", file, signed, samples.resolve("certs/store.p12"), "password", "HW1", "--verbose");

            assertThat(ran.exitCode()).as(sample.getKey() + ran.err()).isZero();
            assertThat(ran.out()).contains("digest: '" + sample.getValue().get("digest").textValue() + "'");
            assertThat(ran.out().contains("developerSignature"))
                    .isEqualTo(sample.getValue().get("has_developer_signature").booleanValue());
            assertThat(Ran.of("store-verify", signed, samples.resolve("certs/ca.crt"), "HW1").exitCode()).isZero();
        }
    }

    private static JsonNode expected(Path samples) throws IOException {
        return new ObjectMapper().readTree(samples.resolve("expected.json").toFile());
    }

    private static List<Path> certificates(Path samples, JsonNode verified) {
        return stream(verified.get("ca")).map(ca -> samples.resolve("certs").resolve(ca.textValue())).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String verdict(String output) {
        return output.replaceAll(" \\(.*", "");
    }
}
