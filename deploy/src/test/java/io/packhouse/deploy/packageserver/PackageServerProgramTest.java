package io.packhouse.deploy.packageserver;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything that ends before there is a server. */
class PackageServerProgramTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"--help", "-h", "--help --dd x", "--help-all"})
    void helpTellsEveryOptionAndItsKey(String line) throws Exception {
        assertThat(run(line.split(" ", -1))).isZero();

        assertThat(printed(out)).contains("--dd, --data-directory <dir>", "--la, --listen-address <address>", "--pi,",
                "--sc,",
                "--sp,", "--dc,", "--cc, --create-config", "packages.project-id", "packages.developer-ca",
                "packages.store-key",
                "http.port", "packages.data-dir");
        assertThat(printed(out).lines()).allMatch(text -> text.length() <= 120);
        assertThat(printed(err)).isEmpty();
    }

    @Test
    void versionIsPrinted() throws Exception {
        assertThat(run("--version")).isZero();

        assertThat(printed(out)).isEqualTo("packhouse package-server 1.2.3\n");
    }

    @Test
    void withoutADirectoryThereIsHelp() throws Exception {
        assertThat(run("--pi", "x")).isZero();

        assertThat(printed(out)).startsWith("Usage: ");
    }

    @Test
    void aWrongCommandLineIsOneAndHasNoPrefix() throws Exception {
        assertThat(run("--dd")).isEqualTo(1);
        assertThat(printed(err)).isEqualTo("Missing value after '--dd'.\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--pi=|the project id must not be empty", "--la=:8020|the listen address needs",
            "--la=|the listen address needs", "--sc=none.p12|none.p12", "--dc none.crt|none.crt",
            "--set packages.workers|--set takes KEY=VALUE", "--set packages.wrkers=1|packages.wrkers",
            "--config none.yaml|none.yaml"})
    void anythingElseIsTwoBehindError(String line, String named) throws Exception {
        assertThat(run(("--dd=" + directory + " " + line).split(" ", -1))).isEqualTo(2);

        assertThat(printed(err)).startsWith("ERROR: ").contains(named).doesNotContain("\tat ").hasLineCount(1);
        assertThat(printed(out)).isEmpty();
    }

    @Test
    void aWrongFileIsTwo() throws Exception {
        Files.writeString(directory.resolve(AmpsConfig.FILE), "projectId: x");

        assertThat(run("--dd=" + directory)).isEqualTo(2);

        assertThat(printed(err)).startsWith("ERROR: Failed to parse config file amps-config.yaml: ");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsTwo() throws Exception {
        var file = Files.writeString(directory.resolve("file"), "");

        assertThat(run("--dd=" + file.resolve("below"))).isEqualTo(2);

        assertThat(printed(err)).startsWith("ERROR: could not create the data directory " + file);
    }

    @Test
    void theCommandLineBeatsTheFileAndTheFileTheDefaults() throws Exception {
        var key = Files.writeString(directory.resolve("s.p12"), "").toString();
        AmpsConfig.write(directory, new ServerSettings("any:1", "FILE", key, "secret", List.of("not.there")));

        var start = ServerStart.of(ServerArguments.parse(List.of("--dc", key, "--pi=LINE", "--dd", directory.toString())),
                Path.of("").toAbsolutePath()).orElseThrow();

        assertThat(start.settings()).isEqualTo(new ServerSettings("any:1", "LINE", key, "secret", List.of(key)));
        assertThat(start.keys()).containsEntry("http.host", start.address().bound()).containsEntry("http.port", "1")
                .containsEntry("packages.project-id", "LINE").containsEntry("packages.developer-ca", key)
                .containsEntry("packages.data-dir", directory.toString()).containsEntry("packages.store-key", "store")
                .containsEntry("signing.keys.store.file", key);
        assertThat(start.keys().toString()).doesNotContain("secret");
        assertThat(start.toString()).doesNotContain("secret");
    }

    @Test
    void theWorkingDirectoryIsTheDataDirectoryWhenItHasTheFile() throws Exception {
        AmpsConfig.write(directory, ServerSettings.DEFAULT);
        Files.writeString(directory.resolve("ca.crt"), "");

        var start = ServerStart.of(ServerArguments.parse(List.of("--dc=ca.crt")), directory).orElseThrow();

        assertThat(start.directory()).isEqualTo(directory);
        assertThat(start.settings().developerCas()).containsExactly("ca.crt");
    }

    private int run(String... words) throws InterruptedException {
        return new PackageServerProgram(List.of("config/platform.yaml", "config/gateway.yaml", "config/packages.yaml",
                "config/signing.yaml"), "1.2.3", stream(out), stream(err))
                .run(List.of(words), _ -> {
                    throw new AssertionError("nothing is opened");
                });
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String printed(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
