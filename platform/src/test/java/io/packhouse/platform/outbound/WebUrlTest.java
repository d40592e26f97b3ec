package io.packhouse.platform.outbound;

import java.net.URI;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebUrlTest {

    private static final String[] PIECES = {"http", "https", "HTTP", ":", "/", "//", "?", "#", "@", "\\", "%", "%2e", "..",
            ".",
            "[", "]", "::1", "127.0.0.1", "0x7f", "127", "1", "example", "xn--", "ß", "。", "①", " ", "\t", "é", "\ud83d",
            "{}",
            "&", "=", ":80", ":65536", "-", "_", "\u202e", "\uff0f", "\u2100"};

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://a.example | http://a.example/
            http://a.example:80/x | http://a.example/x
            https://a.example:80/x | https://a.example:80/x
            https://a.example:443?q | https://a.example/?q
            http://a.example/x y/{id}.xpi?q=<1>#top | http://a.example/x%20y/%7Bid%7D.xpi?q=%3C1%3E
            http://a.example/ü/日本.xpi | http://a.example/%C3%BC/%E6%97%A5%E6%9C%AC.xpi
            http://a.example/100%/%41%zz | http://a.example/100%25/%41%25zz
            http://a.example/a@b:c//d?e@f | http://a.example/a@b:c//d?e@f
            http://a.example/?u=http://10.0.0.1/ | http://a.example/?u=http://10.0.0.1/
            http://[2606:4700:0::1]:8080/ | http://[2606:4700:0:0:0:0:0:1]:8080/
            """)
    void writesUrlsInOneForm(String text, String canonical) {
        WebUrl url = WebUrl.parse(text);

        assertThat(url).hasToString(canonical);
        assertThat(WebUrl.parse(canonical)).isEqualTo(url);
        assertThat(URI.create(canonical).getHost()).isEqualTo(url.host().toString());
    }

    /** The examples of RFC 3986, section 5.4, and those that redirects bring. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            g | http://a.example/b/c/g
            ./g | http://a.example/b/c/g
            g/ | http://a.example/b/c/g/
            /g | http://a.example/g
            //g.example | http://g.example/
            ?y | http://a.example/b/c/d;p?y
            g?y | http://a.example/b/c/g?y
            #s | http://a.example/b/c/d;p?q
            g#s | http://a.example/b/c/g
            ` ` | http://a.example/b/c/d;p?q
            . | http://a.example/b/c/
            .. | http://a.example/b/
            ../g | http://a.example/b/g
            ../../g | http://a.example/g
            https://b.example:8443/x | https://b.example:8443/x
            /x y?z={1} | http://a.example/x%20y?z=%7B1%7D
            /é | http://a.example/%C3%A9
            """, quoteCharacter = '`')
    void resolvesRedirects(String location, String canonical) {
        assertThat(WebUrl.parse("http://a.example/b/c/d;p?q").resolve(location.strip())).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource({"//user@b.example/, a user name", "file:///etc/passwd, its scheme is file", "\\\\b.example/, a backslash",
            "http:/x, no //", "//127.1/, is a number", "x:y, its scheme is x", "//, is no host"})
    void refusesRedirectsAsItRefusesUrls(String location, String why) {
        assertThatThrownBy(() -> WebUrl.parse("http://a.example/b").resolve(location))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
    }

    @Test
    void hasALimitOnLength() {
        String longest = "http://a.example/" + "x".repeat(WebUrl.LONGEST - 17);

        assertThat(WebUrl.parse(longest)).hasToString(longest);
        assertThatThrownBy(() -> WebUrl.parse(longest + "x")).hasMessageContaining("more than 8192 characters");
    }

    /** Whatever is written: it is refused with a clause, or has one form, in which others read the same host. */
    @RepeatedTest(40)
    void readsAnything(RepetitionInfo repetition) {
        long seed = 4711L * repetition.getCurrentRepetition();
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 5_000; i++) {
            String text = random.nextInt(3) == 0 ? any(random) : "http://" + any(random);
            WebUrl url = read(text, seed);
            if (url != null) {
                read++;
                assertThat(WebUrl.parse(url.toString())).as("seed %d: %s", seed, text).isEqualTo(url);
                URI other = URI.create(url.toString());
                assertThat(other.getRawAuthority()).as("seed %d: %s", seed, text).isEqualTo(url.authority());
                assertThat(other.getRawUserInfo()).as("seed %d: %s", seed, text).isNull();
                assertThat(url.target()).as("seed %d: %s", seed, text).matches("/[!-~]*").doesNotContain("#", "\\");
            }
        }
        assertThat(read).as("seed %d: the generator makes URLs too", seed).isPositive();
    }

    private static WebUrl read(String text, long seed) {
        try {
            return WebUrl.parse(text);
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getClass()).as("seed %d: %s", seed, text).isEqualTo(IllegalArgumentException.class);
            assertThat(refused.getMessage()).isNotBlank();
            return null;
        }
    }

    private static String any(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
