package io.packhouse.repackager.xpi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Artifact;

import static org.assertj.core.api.Assertions.assertThat;

class XpiFileNameTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"tool-1.2-fx, tool-1.2-fx.xpi", "../../etc/passwd, _.._etc_passwd.xpi",
            "`a\"b\r\nc`, a_b__c.xpi", "``, greeter.xpi", "..., greeter.xpi", "` . `, greeter.xpi", "a\u202eb, a_b.xpi",
            "C:\\x, C__x.xpi", "été, été.xpi", ".hidden, hidden.xpi"})
    void makesAnyTextASafeName(String wanted, String name) {
        assertThat(XpiFileName.of(wanted, "greeter")).isEqualTo(name);
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        for (String text : new String[]{"😀".repeat(300), "x" + "😀".repeat(300), "y".repeat(10_000)}) {
            String name = XpiFileName.of(text, "z");

            assertThat(name.length()).isLessThan(210);
            assertThat(name.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE)).isTrue();
            assertThat(new Artifact(name, "a/b", 0, "0".repeat(64), java.util.List.of()).name()).isEqualTo(name);
        }
    }
}
