package io.packhouse.deploy.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.packhouse.deploy.cli.packages.PackageCommand;
import io.packhouse.testkit.Samples;

import static org.assertj.core.api.Assertions.assertThat;

/** What a package server answers to the packages that the original tools made, beside what the original answered. */
record OriginalSamples(Path directory, JsonNode expected) {

    /** Skips the test where there are none. */
    static OriginalSamples need() throws IOException {
        var directory = Samples.need("ampkg");
        return new OriginalSamples(directory, new ObjectMapper().readTree(directory.resolve("expected.json").toFile()));
    }

    Path certificate(String name) {
        return directory.resolve("certs").resolve(name);
    }

    /** Goes through upload, list, icon and download with every one, each into a store without others of its id. */
    void visit(StoreHttp store, Download download) throws Exception {
        for (var sample : expected.get("packages").properties()) {
            var said = sample.getValue();
            store.remove(said.get("packageId").textValue());
            var upload = store.upload(file(said));
            compare(sample.getKey(), upload, said.get("upload"));
            if (upload.get("status").textValue().equals("ok")) {
                var id = upload.get("id").textValue();
                var architecture = upload.get("architecture").textValue();
                var listed = new ArrayList<JsonNode>();
                store.json("/package/list?architecture=" + architecture).forEach(listed::add);
                assertThat(listed.stream().filter(entry -> entry.get("id").textValue().equals(id)).toList())
                        .isEqualTo(List.of(said.get("list").get(0)));
                var icon = store
                        .get("/" + listed.stream().filter(entry -> entry.get("id").textValue().equals(id)).findFirst()
                                .orElseThrow().get("iconUrl").textValue());
                assertThat(icon.statusCode()).isEqualTo(said.get("icon").get("status").intValue());
                assertThat(sha256(icon.body())).isEqualTo(said.get("icon").get("sha256").textValue());
                download.judge(said, file(said), "/package/download?id=" + id + "&architecture=" + architecture);
            }
        }
        for (var sample : expected.get("rejected").properties()) {
            compare(sample.getKey(), store.upload(rejected(sample.getKey())), sample.getValue().get("upload"));
        }
    }

    /** Uploads every one into a store that verifies developers. */
    void visitVerifying(StoreHttp store) throws Exception {
        for (var sample : expected.get("packages").properties()) {
            store.remove(sample.getValue().get("packageId").textValue());
            compare(sample.getKey(), store.upload(file(sample.getValue())),
                    sample.getValue().get("upload_with_developer_ca"));
        }
        for (var sample : expected.get("rejected").properties()) {
            compare(sample.getKey(), store.upload(rejected(sample.getKey())),
                    sample.getValue().get("upload_with_developer_ca"));
        }
    }

    /** Judges a download. */
    interface Download {
        void judge(JsonNode said, Path file, String path) throws Exception;
    }

    /** That it is the file that was uploaded. */
    static Download identical(StoreHttp store) {
        return (said, file, path) -> {
            assertThat(said.get("download_unsigned").get("body").textValue()).isEqualTo("identical");
            assertThat(store.get(path + "&hardware-id=HW1").body()).isEqualTo(Files.readAllBytes(file));
        };
    }

    /** That it is signed for the device that asked. */
    static Download signed(StoreHttp store, Path authority, Path scratch) {
        return (said, _, path) -> {
            Files.write(scratch, store.get(path + "&hardware-id=HW1").body());
            var printed = new StringWriter();
            PackageCommand.commandLine("").setOut(new PrintWriter(printed)).setErr(new PrintWriter(printed))
                    .execute("store-verify", scratch.toString(), authority.toString(), "HW1");
            assertThat(printed.toString().strip())
                    .isEqualTo(said.get("download_store_signed_hw_HW1").get("store_verify").textValue());
        };
    }

    private Path file(JsonNode said) {
        return directory.resolve(said.get("file").textValue());
    }

    private Path rejected(String name) {
        return directory.resolve("rejected").resolve(name + ".ampkg");
    }

    /** Success to the letter; of a failure the words that people search for, because the rest is OpenSSL's and libarchive's. */
    private static void compare(String name, JsonNode answer, JsonNode said) {
        if (said.get("status").textValue().equals("ok")) {
            assertThat(answer).as(name).isEqualTo(said);
            return;
        }
        assertThat(answer.get("status").textValue()).as(name).isEqualTo("fail");
        assertThat(answer.propertyStream().map(Map.Entry::getKey)).containsExactly("message", "status");
        assertThat(answer.get("message").textValue()).as(name).containsIgnoringCase(words(said.get("message").textValue()));
    }

    private static String words(String message) {
        return Stream.of("package digest mismatch", "files are allowed at the end of the package",
                "duplicate key", "pointing outside of extraction directory", "unsupported type", "truncated",
                "mixed architectures: linux_x86_64 and linux_arm_64", "no developer signature",
                "invalid developer signature (\"",
                "foo")
                .filter(words -> message.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)))
                .findFirst().orElseThrow(() -> new AssertionError("no words are known for: " + message));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
