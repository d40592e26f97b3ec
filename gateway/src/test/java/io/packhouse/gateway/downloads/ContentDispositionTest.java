package io.packhouse.gateway.downloads;

import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ContentDispositionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            seattle_linux.tgz | attachment; filename="seattle_linux.tgz"
            my file.zip       | attachment; filename="my file.zip"
            a;b=c.zip         | attachment; filename="a;b=c.zip"
            a"b.zip           | attachment; filename="a_b.zip"; filename*=UTF-8''''a%22b.zip
            50%.zip           | attachment; filename="50_.zip"; filename*=UTF-8''''50%25.zip
            Grüße.zip         | attachment; filename="Gr__e.zip"; filename*=UTF-8''''Gr%C3%BC%C3%9Fe.zip
            日本.zip            | attachment; filename="__.zip"; filename*=UTF-8''''%E6%97%A5%E6%9C%AC.zip
            😀.zip             | attachment; filename="_.zip"; filename*=UTF-8''''%F0%9F%98%80.zip
            """)
    void namesAFile(String name, String header) {
        assertThat(ContentDisposition.attachment(name)).isEqualTo(header.replace("''''", "''"));
    }

    @Test
    void neverLeavesItsQuotationMarks() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            String name = random.ints(1 + random.nextInt(12), 0, random.nextBoolean() ? 0x100 : 0x11000)
                    .mapToObj(Character::toString).collect(Collectors.joining());

            assertThat(ContentDisposition.attachment(name)).as("seed %d, round %d", seed, i)
                    .matches(
                            "attachment; filename=\"[ -~&&[^\"\\\\%]]+\"(; filename\\*=UTF-8''[!#$&+\\-.^_`|~0-9A-Za-z%]+)?");
        }
    }
}
