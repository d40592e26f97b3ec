package io.packhouse.envbuilder.fetch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The readers of what servers write: checksums, headers, lists of versions. */
class ForeignTextsTest {

    private static final String HEX = "0123456789abcdef0123456789abcdef01234567";

    @ParameterizedTest
    @ValueSource(strings = {"#", "#\n", "#\r\n", "  # ", "#  lib.jar", "# *lib.jar\n", "#\tlib.jar", "SHA1 (lib.jar) = #",
            "SHA1(lib.jar)= #\n", "\u00EF\u00BB\u00BF#\n"})
    void siblingsMayBeWritten(String form) {
        assertThat(SiblingChecksum.parse(form.replace("#", HEX))).hasValue(HEX);
        assertThat(SiblingChecksum.parse(form.replace("#", HEX.replace("abcdef", "ABCDEF")))).hasValue(HEX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0123", "<html>#</html>", "#\n#", "#x", "x#", "#0", "not found", "MD5 (x) = #",
            "g123456789abcdef0123456789abcdef01234567"})
    void siblingsMayNotBeWritten(String form) {
        assertThat(SiblingChecksum.parse(form.replace("#", HEX))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "0, 0", "' 5 ', 5", "'Sat, 21 Nov 2026 12:01:40 GMT', 100",
            "'Sat, 21 Nov 2026 11:00:00 GMT', 0"})
    void retryAfterIsSecondsOrADate(String header, long seconds) {
        assertThat(RetryAfter.parse(header, Instant.parse("2026-11-21T12:00:00Z"))).hasValue(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "99999999999", "1.5", "Sat, 99 Nov 2026 12:01:40 GMT"})
    void retryAfterIsNothingElse(String header) {
        assertThat(RetryAfter.parse(header, Instant.EPOCH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "{}", "[]", "null", "{\"url\":5,\"etag\":{}}", "\"x\""})
    void validatorsOfOthersAskNothing(String text) {
        assertThat(Validator.parse(text).conditions("https://a.example/")).isEmpty();
    }

    @Test
    void validatorsAreReadAsTheyWereWritten() {
        var validator = new Validator("https://a.example/\"x", "W/\"1\"", "Sat, 21 Nov 2026 12:01:40 GMT");

        assertThat(Validator.parse(validator.text())).isEqualTo(validator);
        assertThat(validator.conditions("https://a.example/\"x")).hasSize(2);
        assertThat(validator.conditions("https://b.example/")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <!DOCTYPE metadata [<!ENTITY x SYSTEM "file:///etc/passwd">]><metadata><versioning><versions><version>&x;</version></versions></versioning></metadata>
            <!DOCTYPE metadata [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><metadata><versioning><versions><version>&b;</version></versions></versioning></metadata>
            <!DOCTYPE metadata SYSTEM "http://127.0.0.1:1/x.dtd"><metadata/>
            <metadata><versioning><versions><version>&x;</version></versions></versioning></metadata>
            <metadata><versioning>
            <html><body>404</body></html>
            ` `
            {}
            <metadata/><metadata/>
            """)
    void versionsAreInNoOtherXml(String xml) {
        assertThatThrownBy(() -> MavenMetadata.versions(xml.getBytes(StandardCharsets.UTF_8), "a.example"))
                .isInstanceOf(UpstreamException.class)
                .hasMessageStartingWith("a.example sent a list of versions that cannot be used: ");
    }

    @Test
    void versionsAreWithinLimits() {
        String deep = "<metadata>" + "<x>".repeat(100_000);
        String many = IntStream.range(0, 20_001).mapToObj(i -> "<version>1." + i + "</version>")
                .collect(Collectors.joining("", "<metadata><versioning><versions>", "</versions></versioning></metadata>"));

        assertThatThrownBy(() -> MavenMetadata.versions(deep.getBytes(StandardCharsets.UTF_8), "a.example"))
                .isInstanceOf(UpstreamException.class).hasMessageContaining("no metadata of Maven");
        assertThatThrownBy(() -> MavenMetadata.versions(many.getBytes(StandardCharsets.UTF_8), "a.example"))
                .isInstanceOf(UpstreamException.class).hasMessageContaining("more than 20000 versions");
    }

    @Test
    void nothingElseIsThrown() throws Exception {
        String good = "<?xml version='1.0'?><metadata a='b'><versioning><versions><version>1.0</version><!-- c --></versions>"
                + "</versioning></metadata>";
        assertThat(MavenMetadata.versions(good.getBytes(StandardCharsets.UTF_8), "a.example")).containsExactly("1.0");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                MavenMetadata.versions(bytes, "a.example");
            } catch (UpstreamException refused) {
                assertThat(refused.sentence()).as("seed %d", seed).startsWith("a.example sent");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", " + new String(bytes, StandardCharsets.UTF_8), e);
            }
        }
    }
}
