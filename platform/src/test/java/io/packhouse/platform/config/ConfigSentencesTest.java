package io.packhouse.platform.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.platform.config.ConfigTest.Http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the operator is told; each sentence is part of the interface. */
class ConfigSentencesTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "http.prot|1|There is no configuration key http.prot (command line); did you mean http.port?",
            "htpt.port|1|There is no configuration key htpt.port (command line); did you mean http.port?",
            "http.idletimeout|1s|There is no configuration key http.idletimeout (command line); did you mean http.idle-timeout?",
            "port|1|There is no configuration key port (command line); did you mean http.port?",
            "http|1|There is no configuration key http (command line); it is a section, with keys such as http.port, http.public-url, http.idle-timeout.",
            "something.else|1|There is no configuration key something.else (command line); './packhouse config' prints all keys.",
            "http.port|eighty|http.port is 'eighty' (command line) but must be a whole number of at most 2147483647.",
            "http.port|``|http.port is '' (command line) but must be a whole number of at most 2147483647.",
            "http.port|70000|http.port (command line): port 70000 is not within 0 to 65535.",
            "http.tls|yes|http.tls is 'yes' (command line) but must be true or false.",
            "http.mode|plain_text|http.mode is 'plain_text' (command line) but must be one of plain-text, other.",
            "http.idle-timeout|30|http.idle-timeout is '30' (command line) but must be a duration such as 500ms, 30s, 5m, 4h or 3d.",
            "http.limits.body|64 KiB|http.limits.body is '64 KiB' (command line) but must be a size in bytes such as 512, 64KiB or 10MB.",
            "http.limits.body|9999999999GB|http.limits.body is '9999999999GB' (command line) but must be a size of at most 9223372036854775807 bytes.",
            "http.limits.depth|deep|http.limits.depth is 'deep' (command line) but must be a size in bytes such as 512, 64KiB or 10MB.",
            "http.limits.depth|1.5|http.limits.depth is '1.5' (command line) but must be a whole number.",
            "http.limits.share|NaN|http.limits.share is 'NaN' (command line) but must be a finite number.",
            "http.public-url|http://a b|http.public-url is 'http://a b' (command line) but must be a URL.",
            "http.headers|text|http.headers is 'text' (command line) but must be a mapping such as {key: value}.",
            "http.tokens.ci.sha265|x|There is no configuration key http.tokens.ci.sha265 (command line); did you mean http.tokens.ci.sha256?",
            "http.tokens.ci.scopes|x|http.tokens.ci.sha256 is missing (http.tokens.ci.scopes, command line, belongs to the same entry) but must be given."})
    void names_the_key_the_source_the_value_and_what_would_be_right(String key, String value, String sentence) {
        assertThatThrownBy(() -> Config.load(List.of("config/sample.yaml"), Optional.empty(), Map.of(), Map.of(key, value))
                .section("http", Http.class)).isInstanceOf(ConfigException.class).hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "PACKHOUSE_HTTP_PROT|The environment variable PACKHOUSE_HTTP_PROT sets no configuration key; did you mean PACKHOUSE_HTTP_PORT?",
            "PACKHOUSE_HTTP_HEADERS_X|The environment variable PACKHOUSE_HTTP_HEADERS_X sets no configuration key; give the entries of http.headers as a YAML mapping in PACKHOUSE_HTTP_HEADERS.",
            "PACKHOUSE_HTTP_TLS|http.tls is 'x' (environment variable PACKHOUSE_HTTP_TLS) but must be true or false."})
    void names_the_environment_variable(String variable, String sentence) {
        assertThatThrownBy(
                () -> Config.load(List.of("config/sample.yaml"), Optional.empty(), Map.of(variable, "x"), Map.of())
                        .section("http", Http.class))
                .isInstanceOf(ConfigException.class).hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "`http:\n  prot: 1`|There is no configuration key http.prot (FILE, line 2); did you mean http.port?",
            "`http:\n\n  port: [1]`|http.port is '1' (FILE, line 3) but must be a single value.",
            "`http:\n  names: {}`|http.names is '' (FILE, line 2) but must be a list.",
            "`http: 8080`|There is no configuration key http (FILE, line 1); it is a section, with keys such as http.port, http.public-url, http.idle-timeout.",
            "`http:\n  tokens:\n    ci: {sha256: [a, b]}`|http.tokens.ci.sha256 has a value that is not shown here (FILE, line 3) but must be a single value.",
            "`http:\n  tokens:\n    ci: x`|http.tokens.ci has a value that is not shown here (FILE, line 3) but must be an entry with the keys http.tokens.ci.sha256, http.tokens.ci.scopes."})
    void names_the_line_of_the_file(String text, String sentence) throws Exception {
        var file = Files.writeString(directory.resolve("p.yaml"), text);

        assertThatThrownBy(() -> Config.load(List.of("config/sample.yaml"), Optional.of(file), Map.of(), Map.of())
                .section("http", Http.class)).isInstanceOf(ConfigException.class)
                .hasMessage(sentence.replace("FILE", file.toString()));
    }

    record Locked(int password) {
    }

    @Test
    void never_echoes_a_secret() {
        var config = Config.load(List.of("config/sample.yaml"), Optional.empty(),
                Map.of("PACKHOUSE_HTTP_PASSWORD", "geheim"),
                Map.of());

        assertThatThrownBy(() -> config.section("http", Locked.class))
                .hasMessage(
                        "http.password has a value that is not shown here (environment variable PACKHOUSE_HTTP_PASSWORD) "
                                + "but must be a whole number of at most 2147483647.");
    }

    @Test
    void says_why_a_file_cannot_be_read() throws Exception {
        var missing = directory.resolve("missing.yaml");
        var latin = Files.write(directory.resolve("latin.yaml"), "a: ü".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Config.load(List.of(), Optional.of(missing), Map.of(), Map.of()))
                .hasMessage("The configuration file " + missing + " cannot be read (NoSuchFileException).");
        assertThatThrownBy(() -> Config.load(List.of(), Optional.of(latin), Map.of(), Map.of()))
                .hasMessage("The configuration file " + latin + " is not UTF-8.");
    }
}
