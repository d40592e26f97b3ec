package io.packhouse.ampkg.yaml;

import java.math.BigInteger;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The types of scalars without quotes, a row per rule (reference, 1.8). */
class PlainScalarTest {

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y"})
    void someWordsAreTrue(String text) {
        assertThat(PlainScalar.type(text)).isEqualTo(new YamlValue.Bool(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N"})
    void someWordsAreFalse(String text) {
        assertThat(PlainScalar.type(text)).isEqualTo(new YamlValue.Bool(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
    void someWordsAreNull(String text) {
        assertThat(PlainScalar.type(text)).isEqualTo(new YamlValue.Null());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "-3, -3", "+5, 5", "-0, 0", "1_000, 1000", "0x1F, 31", "-0xff, -255", "0b101, 5", "0b1_1, 3",
            "017, 15", "-017, -15", "00, 0", "0_7, 7", "2147483648, 2147483648",
            "18446744073709551615, 18446744073709551615",
            "-9223372036854775808, -9223372036854775808", "0xffff_ffff_ffff_ffff, 18446744073709551615"})
    void integersAreDecimalHexadecimalBinaryOrOctal(String text, BigInteger value) {
        assertThat(PlainScalar.type(text)).isEqualTo(new YamlValue.Whole(value));
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1.5", "1., 1", ".5, 0.5", "-.5, -0.5", "+1.5, 1.5", "1.e+3, 1000", "1.5e-3, 0.0015", "1_0.5, 10.5",
            "1.10, 1.1", ".inf, Infinity", "-.INF, -Infinity", "+.Inf, Infinity", ".nan, NaN", ".NaN, NaN", ".NAN, NaN"})
    void realsHaveAPoint(String text, double value) {
        assertThat(PlainScalar.type(text)).isEqualTo(new YamlValue.Real(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "tRUE", "yEs", "nULL", "none", "1e3", "1e+3", "1.5e3", "08", "0o17", "0x", "0b", "0b2",
            "0xg",
            "1.2.3", ".", "-", "+", "-.", "._1", "1:30", "2026-11-21", "1 000", "1,000", ".Nan", "-.nan", ".INf", "+-1",
            "_1",
            "18446744073709551616", "-9223372036854775809", "1.e+999", "=", "<<", "٣"})
    void everythingElseIsAString(String text) {
        assertThat(PlainScalar.type(text)).isEqualTo(new YamlValue.Text(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "_", "0", "0x1", "1."})
    void aMillionDigitsCostNothing(String digit) {
        String text = "1" + digit.repeat(1_000_000);

        assertThat(PlainScalar.type(text)).isEqualTo(new YamlValue.Text(text));
    }
}
