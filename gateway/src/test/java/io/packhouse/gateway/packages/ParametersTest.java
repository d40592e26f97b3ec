package io.packhouse.gateway.packages;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ParametersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
            "id=hello.world|hello.world",
            "id=a+b|a+b",
            "id=a%2Bb|a+b",
            "id=a%20b|a b",
            "id=a b|a b",
            "id=%C3%A9%E2%82%AC%F0%9F%A6%8A|é€\uD83E\uDD8A",
            "id=%c3%a9|é",
            "id=first&id=second|first",
            "id=&id=second|''",
            "x=1;id=semicolon|''",
            "x=1&id=a;b|a;b",
            "id=a=b=c|a=b=c",
            "ID=upper|''",
            "id|''",
            "%69d=coded|coded",
            "id=100%|100%",
            "id=%zz%4|%zz%4",
            "id=%E9|\uFFFD",
            "&&id=x&&|x",
            "|''",
    })
    void readsAQuery(String query, String id) {
        assertThat(Parameters.of(query).get("id")).isEqualTo(id);
    }

    @Test
    void readsRawBytesOfTheRequestLineAsUtf8() {
        String raw = new String("id=é€".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(Parameters.of(raw).get("id")).isEqualTo("é€");
    }

    @Test
    void noQueryHasNoParameters() {
        assertThat(Parameters.of(null).get("id")).isEmpty();
    }

    @Test
    void othersFillOnlyWhatIsMissing() {
        Parameters both = Parameters.of("id=query&architecture=").or(Parameters.of("id=form&architecture=form&filter=form"));

        assertThat(both.get("id")).isEqualTo("query");
        assertThat(both.get("architecture")).as("given, though empty").isEmpty();
        assertThat(both.get("filter")).isEqualTo("form");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsEncodedIsDecodedAgain(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            String text = random.ints(random.nextInt(20), 0, 0x11000).filter(c -> c < 0xd800 || c > 0xdfff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();

            String encoded = UriText.encode(text);

            assertThat(encoded).as("seed %d", seed).matches("([A-Za-z0-9._~-]|%[0-9A-F]{2})*");
            assertThat(UriText.decode(encoded)).as("seed %d", seed).isEqualTo(text);
        }
    }
}
