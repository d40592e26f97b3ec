package io.packhouse.repackager.sdk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.packhouse.contracts.FailureException;
import io.packhouse.repackager.archive.Content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PropertiesFileTest {

    private static String read(String text) throws IOException {
        return PropertiesFile.read("x", Content.of(text.getBytes(StandardCharsets.UTF_8))).toString();
    }

    @Test
    void pairsCommentsAndBlanks() throws IOException {
        assertThat(read("# c\n\n  a  =  b = c \r\nd:e\n  # x\nempty=\n")).isEqualTo("""
                {"a":"b = c","d":"e","empty":""}""");
    }

    @Test
    void valuesThatGoOn() throws IOException {
        assertThat(read("a = one \\\n   two\\\n three\nb=c")).isEqualTo("""
                {"a":"one twothree","b":"c"}""");
    }

    @Test
    void pluralForms() throws IOException {
        assertThat(read("n[one] = item\nn = items\nn[few]=few\nm[x]=no form")).isEqualTo("""
                {"m[x]":"no form","n":{"other":"items","few":"few","one":"item"}}""");
    }

    @Test
    void onlyUtf8() {
        assertThatThrownBy(() -> PropertiesFile.read("x", Content.of(new byte[]{'a', '=', (byte) 0xff})))
                .isInstanceOf(FailureException.class).hasMessageContaining("UTF-8");
    }

    @Test
    @Timeout(120)
    void takesTimeInProportion() throws IOException {
        assertThat(read("a=\\\n" + "\\\n".repeat(1 << 20) + "x")).isEqualTo("{\"a\":\"x\"}");
        assertThat(read("a=" + " \\".repeat(1 << 20) + "\nx")).startsWith("{\"a\":");
        assertThat(read("a" + "[".repeat(1 << 20) + "=x")).isNotEmpty();
    }
}
