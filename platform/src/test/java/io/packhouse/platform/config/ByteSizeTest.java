package io.packhouse.platform.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({"0,0", "512,512", "1B,1", "64KiB,65536", "10MB,10000000", "1GiB,1073741824", "2TB,2000000000000",
            "3kB,3000"})
    void reads_sizes(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5MB", "1 MB", "1mb", "KiB", "1K", "0x10", "99999999999999999999", "9999999TiBB",
            "999999999999TiB"})
    void refuses_everything_else(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size");
    }

    @Test
    void writes_what_it_reads() {
        for (String text : new String[]{"0B", "1000B", "1KiB", "1025B", "5MiB", "1TiB"}) {
            assertThat(ByteSize.parse(text)).hasToString(text);
        }
    }
}
