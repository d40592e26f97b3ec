package io.packhouse.gateway.installers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.packhouse.contracts.Json;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Python's own XML-RPC client saw of an interface whose worker makes {@link ToyInstallers}: an oracle, as the original's
 * clients are written in Python.
 */
public final class PythonSession {

    private final JsonNode seen;

    private PythonSession(JsonNode seen) {
        this.seen = seen;
    }

    /** Runs the session against the interface at {@code url}. */
    public static PythonSession against(String url) throws IOException, InterruptedException {
        Path script = Files.createTempFile("session", ".py");
        try {
            Files.write(script, PythonSession.class.getResourceAsStream("/xmlrpc_session.py").readAllBytes());
            Process python = new ProcessBuilder(List.of("python3", script.toString(), url))
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            byte[] output = python.getInputStream().readAllBytes();
            assertThat(python.waitFor()).as("%s", new String(output, StandardCharsets.UTF_8)).isZero();
            return new PythonSession(Json.read(output, JsonNode.class));
        } finally {
            Files.delete(script);
        }
    }

    /** Everything must be as the reference has it, with addresses below {@code base}. */
    public void assertAsExpected(String base) {
        assertThat(seen.at("/version").textValue()).isEqualTo("2.0");
        assertThat(seen.at("/version_type").textValue()).isEqualTo("str");
        assertResults(base);
        assertFaults();
    }

    private void assertResults(String base) {
        JsonNode built = seen.get("built");
        String id = built.get("build_id").textValue();
        assertThat(built.fieldNames()).toIterable().containsExactlyInAnyOrder("build_id", "installers", "users");
        assertThat(id).matches("[0-9a-f]{40}");
        assertThat(built.get("installers")).hasSize(4).isEqualTo(seen.get("urls"));
        assertThat(built.at("/installers/linux").textValue()).isEqualTo(base + "/" + id + "/installers/linux/");
        assertThat(built.get("users")).isEqualTo(tree("""
                {"mira": {"public_key": "17 3233"}, "olga": {"public_key": "5 8051"},
                 "noah": {"public_key": "17 3233", "private_key": "2753 53 61"}}"""));
        assertThat(seen.at("/given/users"))
                .isEqualTo(tree("{\"owner\": {\"public_key\": \"3 33\"}, \"user\": {\"public_key\": \"67891 09871\"}}"));
        assertThat(seen.at("/without_user_data/users/bob/private_key").textValue()).isEqualTo(ToyInstallers.PRIVATE_KEY);
        assertThat(seen.at("/nil_user_data/users/bob/private_key").textValue()).isEqualTo(ToyInstallers.PRIVATE_KEY);
        assertThat(seen.get("redirect"))
                .isEqualTo(tree("[302, \"" + base + "/static/installers/" + id + "/seattle_win.zip\"]"));
        assertThat(seen.get("download")).isEqualTo(tree("[200, \"application/gzip\", \"an installer\", \"" + base
                + "/static/installers/" + id + "/seattle_linux.tgz\"]"));
    }

    private void assertFaults() {
        Map<String, String> faults = Map.ofEntries(
                Map.entry("version_with_argument", "api_version takes no argument, 1 given"),
                Map.entry("total", "required total is 80%, this request has 100%"),
                Map.entry("no_owner", "vessel 1: the owner is missing: every vessel needs one"),
                Map.entry("invalid_key", "the public key of 'alice' is invalid: two decimal numbers with one space between "
                        + "them were expected, not 'INVALID'"),
                Map.entry("line_feed", "the public key of 'alice' is invalid: two decimal numbers with one space between "
                        + "them were expected, not '3 33?'"),
                Map.entry("true", "vessel 1: the percentage must be an integer, not the boolean true"),
                Map.entry("double", "vessel 1: the percentage must be an integer, not the fraction 80.0"),
                Map.entry("bytes", "vessel 1: the owner: a name must be a string, not bytes"),
                Map.entry("no_argument", "build_installers takes one or two arguments (vessels, user_data), 0 given"),
                Map.entry("three_arguments", "build_installers takes one or two arguments (vessels, user_data), 3 given"),
                Map.entry("bad_id", "the build id 'bad' is invalid: 40 characters a-z and 0-9 were expected"),
                Map.entry("unknown_id", "the build " + "0".repeat(40) + " does not exist"),
                Map.entry("id_as_number", "a build id must be a string, not the integer 7"),
                Map.entry("unknown_method", "the method 'system.listMethods' is not supported: there are api_version, "
                        + "build_installers and get_urls"));
        faults.forEach((name, sentence) -> {
            assertThat(seen.at("/" + name + "/fault").textValue()).as(name).isEqualTo(sentence);
            assertThat(seen.at("/" + name + "/code").intValue()).as(name).isEqualTo(1);
        });
        assertThat(seen.at("/id_with_line_feed/fault").textValue()).contains("is invalid");
        assertThat(seen.at("/strange_name/fault").textValue()).contains("'zoë <&>?'");
    }

    private static JsonNode tree(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
