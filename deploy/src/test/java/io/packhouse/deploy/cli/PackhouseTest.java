package io.packhouse.deploy.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.platform.config.KnownKey;

import static org.assertj.core.api.Assertions.assertThat;

class PackhouseTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void helpNamesEveryCommand() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString())
                .contains("up ", "broker ", "gateway ", "installer-builder ", "config ", "topics ", "jobs ", "token ",
                        "base-installers ")
                .doesNotContain("rehearse");
    }

    @Test
    void versionNamesTheJava() {
        assertThat(run("--version")).isZero();

        assertThat(out.toString()).contains("packhouse", "Java " + Runtime.version());
    }

    static Stream<Arguments> commands() {
        return Stream.of(Arguments.of("up", List.of("--port=N", "--data=DIR", "--config=FILE", "--set=KEY=VALUE",
                "--kafka.flush=VALUE", "--broker.port=VALUE")),
                Arguments.of("broker", List.of("--port=N", "--data=DIR", "--config=FILE", "--set=KEY=VALUE",
                        "--broker.host=VALUE")),
                Arguments.of("gateway", List.of("--port=N", "--kafka=HOST:PORT", "--objects=DIR", "--config=FILE",
                        "--http.public-url=VALUE")),
                Arguments.of("installer-builder",
                        List.of("--kafka=HOST:PORT", "--objects=DIR", "--installers.base-dir=VALUE",
                                "--installers.workers=VALUE")),
                Arguments.of("jobs retry", List.of("--list", "--kafka=HOST:PORT", "JOB")),
                Arguments.of("token create", List.of("--scopes=SCOPE", "--file=FILE", "NAME")),
                Arguments.of("base-installers pin", List.of("DIR", "--config=FILE")),
                Arguments.of("config", List.of("--config=FILE", "--set=KEY=VALUE", "--kafka.bootstrap=VALUE")),
                Arguments.of("topics provision", List.of("--kafka=HOST:PORT", "--kafka.replication=VALUE")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpOfACommandNamesItsFlags(String command, List<String> flags) {
        assertThat(run((command + " --help").split(" "))).isZero();

        assertThat(out.toString()).contains(flags).contains("--help");
    }

    @Test
    void everyKeyIsAFlagOfConfig() {
        assertThat(run("config", "--help")).isZero();

        var unbroken = out.toString().replaceAll("\\n +", " ");
        assertThat(unbroken).contains(Modules.keys().stream().map(KnownKey::name).map(name -> "--" + name + "=").toList());
    }

    @Test
    void keysInHelpAreSorted() {
        run("config", "--help");

        var flags = out.toString().lines().map(String::strip).filter(line -> line.matches("--[a-z-]+\\..*"))
                .map(line -> line.replaceAll("=.*", "")).toList();
        assertThat(flags).isSorted().hasSizeGreaterThan(10);
    }

    @Test
    void configPrintsWhatHolds() {
        assertThat(run("config", "--broker.port=7777", "--set", "log.level=debug")).isZero();

        assertThat(out.toString()).contains("port: 7777", "level: debug", "# Set by: command line");
    }

    @Test
    void whatConfigPrintsCanBeReadBack() throws Exception {
        run("config", "--broker.port=7777");
        var file = Files.writeString(directory.resolve("packhouse.yaml"), out.toString());
        out.getBuffer().setLength(0);

        assertThat(run("config", "--config", file.toString())).isZero();

        assertThat(out.toString()).contains("port: 7777");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(Arguments.of("an unknown key as a flag", new String[]{"config", "--brokr.port=1"}, "brokr.port"),
                Arguments.of("an unknown key", new String[]{"config", "--set", "brokr.port=1"}, "brokr.port"),
                Arguments.of("an unknown flag", new String[]{"up", "--portt=1"}, "--portt"),
                Arguments.of("an unknown command", new String[]{"upp"}, "upp"),
                Arguments.of("a word too much", new String[]{"up", "now"}, "now"),
                Arguments.of("a scope that is none", new String[]{"token", "create", "ci", "--scopes", "all"}, "'all'"),
                Arguments.of("a job's id that is none", new String[]{"jobs", "retry", "x"}, "'x'"),
                Arguments.of("no job", new String[]{"jobs", "retry"}, "--list"),
                Arguments.of("a folder that is none", new String[]{"base-installers", "pin", "/no/such/dir"},
                        "/no/such/dir"),
                Arguments.of("a missing file", new String[]{"config", "--config", "/no/such/file.yaml"},
                        "/no/such/file.yaml"),
                Arguments.of("a port that is none", new String[]{"up", "--port", "eighty"}, "eighty"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatIsWrongIsRefusedWithASentenceThatNamesIt(String what, String[] arguments, String named) {
        assertThat(run(arguments)).as(what).isEqualTo(2);

        assertThat(err.toString()).startsWith("packhouse: ").contains(named).doesNotContain("\tat ");
    }

    @Test
    void aTokenIsPrintedOnceAndItsDigestAppended() throws Exception {
        var file = directory.resolve("tokens");
        Files.writeString(file, "# ours, and no line feed");

        assertThat(run("token", "create", "ci", "--scopes", "jobs:read,installers:write", "--file", file.toString()))
                .isZero();

        var token = out.toString().strip();
        assertThat(token).startsWith("ph_").hasSizeGreaterThan(40);
        assertThat(Files.readAllLines(file)).hasSize(2).last().asString()
                .matches("ci installers:write,jobs:read [0-9a-f]{64}");
        assertThat(Files.readString(file)).doesNotContain(token);
    }

    @Test
    void entriesOfAnOpenMapMayBeFlags() {
        assertThat(run("config", "--kafka.properties.security.protocol=SSL")).isZero();

        assertThat(out.toString()).contains("kafka.properties.security.protocol");
    }

    private int run(String... arguments) {
        return Packhouse.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err))
                .execute(KeyFlags.normalise(arguments));
    }
}
