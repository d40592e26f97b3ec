package io.packhouse.platform.outbound;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which addresses may be asked, and what is asked in their place. */
class SitesTest {

    private static final Sites SITES = Sites.of(
            List.of("maven.example", "*.wide.example", "other.example:8443", "any.example:*",
                    "http://plain.example", "http://plain.example:8080", "http://127.0.0.1:*", "[::1]:9000",
                    "BÜCHER.example."),
            List.of(new Sites.Mirror("https://maven.example/", "http://nexus.intern:8081/all/"),
                    new Sites.Mirror("https://maven.example/deep/er/", "https://deep.intern/"),
                    new Sites.Mirror("https://maven.example/deep/", "http://10.1.2.3/deep/")),
            "a.list");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://maven.example:443/a/b.jar?x=1 | http://nexus.intern:8081/all/a/b.jar?x=1
            https://MAVEN.example./deep/b.jar | http://10.1.2.3/deep/b.jar
            https://maven.example/deep/er/b.jar | https://deep.intern/b.jar
            https://maven.example/deeper/b.jar | http://nexus.intern:8081/all/deeper/b.jar
            https://a.b.wide.example/x | https://a.b.wide.example/x
            https://other.example:8443/ | https://other.example:8443/
            https://any.example:1234/ | https://any.example:1234/
            http://plain.example/ | http://plain.example/
            http://plain.example:8080/ | http://plain.example:8080/
            http://127.0.0.1:5555/x | http://127.0.0.1:5555/x
            https://[::1]:9000/x | https://[0:0:0:0:0:0:0:1]:9000/x
            https://xn--bcher-kva.example/ | https://xn--bcher-kva.example/
            https://any.example/a..b/...?x=/../y | https://any.example/a..b/...?x=/../y
            """)
    void areAsked(String url, String asked) throws Exception {
        assertThat(SITES.way(WebUrl.parse(url))).hasToString(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://maven.example/", "https://maven.example:8443/", "https://maven.example.evil.example/",
            "https://xmaven.example/", "https://wide.example/", "https://xwide.example/", "https://other.example/",
            "https://plain.example/", "http://plain.example:8081/", "https://127.0.0.1/", "https://nexus.intern/",
            "http://nexus.intern:8081/all/a.jar", "https://[::2]:9000/"})
    void areRefused(String url) {
        assertThatThrownBy(() -> SITES.way(WebUrl.parse(url))).isInstanceOf(NoAnswerException.Refused.class)
                .hasMessageContaining("is not among a.list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://maven.example/a/../b", "https://maven.example/..", "https://maven.example/%2e%2E/b",
            "https://maven.example/deep/.%2e/x?y", "https://any.example/./x", "https://maven.example/../?x",
            "https://maven.example/a%2F..%2fb", "https://maven.example/..%5cb", "https://maven.example/a%2F.."})
    void haveNoPathsThatClimb(String url) {
        assertThatThrownBy(() -> SITES.way(WebUrl.parse(url))).isInstanceOf(NoAnswerException.Refused.class)
                .hasMessageContaining("a part of its path is . or ..");
    }

    @Test
    void mayLeadToThemselvesAndToWhatIsAllowed() throws Exception {
        WebUrl mirror = WebUrl.parse("http://nexus.intern:8081/all/a");

        assertThat(SITES.onward(mirror, WebUrl.parse("http://nexus.intern:8081/store/a")))
                .hasToString("http://nexus.intern:8081/store/a");
        assertThat(SITES.onward(mirror, WebUrl.parse("https://maven.example/a")))
                .hasToString("http://nexus.intern:8081/all/a");
        for (String elsewhere : List.of("http://nexus.intern/all/a", "https://nexus.intern:8081/all/a",
                "http://x.intern/")) {
            assertThatThrownBy(() -> SITES.onward(mirror, WebUrl.parse(elsewhere)))
                    .isInstanceOf(NoAnswerException.Refused.class);
        }
    }

    @Test
    void sentencesNameTheServerThatAMirrorStandsFor() throws Exception {
        WebUrl mirror = SITES.way(WebUrl.parse("https://maven.example/a"));

        assertThat(mirror.server()).isEqualTo("the mirror of maven.example");
        assertThat(SITES.onward(mirror, WebUrl.parse("http://nexus.intern:8081/store/a")).server())
                .as("also where it leads to itself").isEqualTo("the mirror of maven.example");
        assertThat(SITES.onward(mirror, WebUrl.parse("https://any.example/a")).server()).isEqualTo("any.example");
        assertThatThrownBy(() -> SITES.onward(mirror, WebUrl.parse("http://x.intern/")))
                .hasMessage(
                        "the mirror of maven.example redirects to an address that is refused: its host is not among a.list");
        assertThat(SITES.way(WebUrl.parse("https://any.example/")).server()).isEqualTo("any.example");
    }

    @Test
    void mayBeAnyWhereNoRuleIsGiven() throws Exception {
        assertThat(Sites.ANY.way(WebUrl.parse("http://x.example/a/../b"))).hasToString("http://x.example/a/../b");
        assertThatThrownBy(() -> Sites.of(List.of(), List.of(), "a.list").way(WebUrl.parse("https://x.example/")))
                .isInstanceOf(NoAnswerException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "*.", "ftp://x.example", "x.example/path", "x.example:0", "x.example:70000", "a b",
            "*.1.2.3.4",
            "u@x.example", "x.*.example", "127.1", "http://", "x.example?"})
    void areWrittenRightly(String entry) {
        assertThatIllegalArgumentException().isThrownBy(() -> Sites.of(List.of(entry), List.of(), "a.list"));
    }

    @ParameterizedTest
    @CsvSource({"https://a.example/x, https://b.example/",
            "https://a.example/, https://b.example/x", "https://a.example/?x=/, https://b.example/",
            "https://a.example/, https://b.example/../x/", "a/, b/", "https://a.example/, file:///etc/"})
    void haveMirrorsOfWholeDirectories(String from, String to) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sites.Mirror(from, to));
    }
}
