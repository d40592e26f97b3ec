package io.packhouse.platform.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConfigTest {

    private static final List<String> DEFAULTS = List.of("config/sample.yaml", "config/other.yaml");

    @TempDir
    private Path directory;

    record Http(int port, @Nullable URI publicUrl, Duration idleTimeout, Limits limits, List<String> origins,
            List<String> names, boolean tls, Mode mode, Map<String, Token> tokens, Map<String, String> headers,
            Optional<String> password, @Nullable Path keystore) {
        Http {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port " + port + " is not within 0 to 65535");
            }
        }

        record Limits(ByteSize body, long depth, double share) {
        }

        record Token(String sha256, @Nullable List<String> scopes) {
        }

        enum Mode {
            PLAIN_TEXT, OTHER
        }
    }

    @Test
    void binds_defaults_to_records() {
        var http = load(Map.of(), Map.of()).section("http", Http.class);

        assertThat(http).isEqualTo(new Http(8080, null, Duration.ofSeconds(30),
                new Http.Limits(new ByteSize(65536), 20, 0.5), List.of(), List.of("a", "b"), false, Http.Mode.PLAIN_TEXT,
                Map.of(), Map.of(), Optional.empty(), null));
    }

    @Test
    void lets_the_file_win_over_defaults_the_environment_over_the_file_and_flags_over_all() throws Exception {
        var file = file("""
                http:
                  port: 1
                  idle-timeout: 1m
                  limits.body: 1MB
                  names: [from, file]
                http.mode: other
                """);
        var environment = Map.of("PACKHOUSE_HTTP_PORT", "2", "PACKHOUSE_HTTP_LIMITS_BODY", "2MB", "HOME", "x");
        var flags = Map.of("http.limits.body", "3MB", "http.origins", "https://a, https://b");

        var http = Config.load(DEFAULTS, Optional.of(file), environment, flags).section("http", Http.class);

        assertThat(http.port()).isEqualTo(2);
        assertThat(http.idleTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(http.limits()).isEqualTo(new Http.Limits(new ByteSize(3_000_000), 20, 0.5));
        assertThat(http.names()).containsExactly("from", "file");
        assertThat(http.origins()).containsExactly("https://a", "https://b");
        assertThat(http.mode()).isEqualTo(Http.Mode.OTHER);
    }

    @Test
    void binds_open_maps_of_text_and_of_records() throws Exception {
        var file = file("""
                http:
                  headers:
                    x.frame.options: DENY
                  tokens:
                    ci:
                      sha256: abc
                      scopes: [read, write]
                    other: {sha256: def}
                """);
        var environment = Map.of("PACKHOUSE_HTTP_HEADERS", "{a: 1, b: 'two, three'}");
        var flags = Map.of("http.headers.a", "2", "http.tokens.flag.sha256", "123", "http.tokens.flag.scopes",
                "read, write");

        var http = Config.load(DEFAULTS, Optional.of(file), environment, flags).section("http", Http.class);

        assertThat(http.headers()).containsOnly(Map.entry("x.frame.options", "DENY"), Map.entry("a", "2"),
                Map.entry("b", "two, three"));
        assertThat(http.tokens()).containsOnly(Map.entry("ci", new Http.Token("abc", List.of("read", "write"))),
                Map.entry("other", new Http.Token("def", null)),
                Map.entry("flag", new Http.Token("123", List.of("read", "write"))));
    }

    @Test
    void binds_records_of_an_open_map_that_a_variable_holds() {
        var environment = Map.of("PACKHOUSE_HTTP_TOKENS",
                "{ci: {sha256: abc, scopes: [read]}, other: {sha256: def, scopes: 'a,b'}}");

        var http = load(environment, Map.of("http.tokens.other.sha256", "789")).section("http", Http.class);

        assertThat(http.tokens()).containsOnly(Map.entry("ci", new Http.Token("abc", List.of("read"))),
                Map.entry("other", new Http.Token("789", List.of("a", "b"))));
    }

    @Test
    void reads_nothing_where_nothing_is_allowed() {
        var config = load(Map.of("PACKHOUSE_HTTP_PUBLIC_URL", "https://packages.example"),
                Map.of("http.password", "geheim"));

        var http = config.section("http", Http.class);

        assertThat(http.publicUrl()).hasHost("packages.example");
        assertThat(http.password()).contains("geheim");
    }

    @Test
    void knows_every_key_with_its_description() {
        var keys = load(Map.of(), Map.of()).keys();

        assertThat(keys).contains(new KnownKey("http.port", new RawValue.Text("8080"),
                "Where to listen.\n0 takes any free port.", false));
        assertThat(keys).filteredOn(KnownKey::secret).extracting(KnownKey::name).containsExactly("http.tokens",
                "http.password");
        assertThat(keys).extracting(KnownKey::variable).contains("PACKHOUSE_HTTP_PUBLIC_URL", "PACKHOUSE_OTHER_KEY");
        assertThat(keys).filteredOn(KnownKey::isOpen).extracting(KnownKey::name).containsExactly("http.tokens",
                "http.headers");
    }

    @Test
    void prints_an_annotated_file_that_can_be_read_back() throws Exception {
        var config = load(Map.of("PACKHOUSE_HTTP_PORT", "9"),
                Map.of("http.password", "geheim", "http.headers.x.y", "a \"quoted\": \\ # ü", "http.names", "null,a b"));

        var text = config.annotated();

        assertThat(text).contains("""
                # The front door.
                http:
                  # Where to listen.
                  # 0 takes any free port.
                  # Set by: environment variable PACKHOUSE_HTTP_PORT
                  port: 9
                """).contains("other:\n  # Its own.\n").doesNotContain("geheim");
        var again = Config.load(DEFAULTS, Optional.of(file(text)), Map.of(), Map.of());
        var expected = config.section("http", Http.class);
        var read = again.section("http", Http.class);
        assertThat(read.headers()).isEqualTo(expected.headers()).containsEntry("x.y", "a \"quoted\": \\ # ü");
        assertThat(read.names()).containsExactly("null", "a b");
        assertThat(read.port()).isEqualTo(9);
        assertThat(read.limits()).isEqualTo(expected.limits());
    }

    @Test
    void ignores_what_kubernetes_adds_for_services_of_our_name() {
        var links = Map.of("PACKHOUSE_GATEWAY_SERVICE_HOST", "10.0.0.1", "PACKHOUSE_GATEWAY_SERVICE_PORT_HTTP", "80",
                "PACKHOUSE_GATEWAY_PORT", "tcp://10.0.0.1:80", "PACKHOUSE_GATEWAY_PORT_80_TCP_ADDR", "10.0.0.1",
                "PACKHOUSE_GATEWAY_PORT_80_TCP", "tcp://10.0.0.1:80");

        assertThat(load(links, Map.of()).section("http", Http.class).port()).isEqualTo(8080);
    }

    @Test
    void refuses_default_files_that_contradict_each_other() {
        assertThatThrownBy(() -> Defaults.read(List.of("config/sample.yaml", "config/contradiction.yaml")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("http.port");
        assertThatThrownBy(() -> Defaults.read(List.of("config/collision.yaml"))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PACKHOUSE_HTTP_PORT");
        assertThatThrownBy(() -> Defaults.read(List.of("config/none.yaml"))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("config/none.yaml");
    }

    record Unbacked(int port, int missing) {
    }

    @Test
    void tells_the_programmer_when_a_record_has_no_default() {
        assertThatThrownBy(() -> load(Map.of(), Map.of()).section("http", Unbacked.class))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("http.missing");
    }

    private Path file(String text) throws Exception {
        return Files.writeString(directory.resolve("packhouse.yaml"), text);
    }

    private static Config load(Map<String, String> environment, Map<String, String> flags) {
        return Config.load(DEFAULTS, Optional.empty(), environment, flags);
    }
}
