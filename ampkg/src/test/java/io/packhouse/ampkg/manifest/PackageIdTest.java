package io.packhouse.ampkg.manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.ampkg.PackageException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Which ids are ids (reference, 1.7). */
class PackageIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "hello.world", "a..b", "a b", " a", "a ", "0", "!#$%&'`^~_+-=.,;()[]{}", "a+b&c;d=e%f#g~",
            "-a",
            "@"})
    void theseAreIds(String id) throws PackageException {
        assertThat(PackageId.require(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   ", ".", "..", ".hidden", "a<b", "a>b", "a:b", "a\"b", "a/b", "a\\b", "a|b", "a?b",
            "a*b",
            "a\tb", "a\nb", "a\0b", "ä", "a\u007f", "a\u0080", "😀", "\u00a0"})
    void theseAreNone(String id) {
        assertThatExceptionOfType(PackageException.class).isThrownBy(() -> PackageId.require(id));
    }

    @Test
    void anIdHasUpTo150Characters() throws PackageException {
        assertThat(PackageId.require("a".repeat(150))).hasSize(150);
        assertThatExceptionOfType(PackageException.class).isThrownBy(() -> PackageId.require("a".repeat(151)))
                .withMessage("an id has 1 to 150 characters, not 151");
    }

    @Test
    void everyOtherCharacterOfAsciiIsAllowed() throws PackageException {
        for (char unit = ' '; unit < 0x7f; unit++) {
            if ("<>:\"/\\|?*".indexOf(unit) < 0) {
                assertThat(PackageId.require("a" + unit)).isNotEmpty();
            }
        }
    }
}
