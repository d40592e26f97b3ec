package io.packhouse.ampkg.document;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.YamlLimits;
import io.packhouse.ampkg.yaml.YamlNode;
import io.packhouse.ampkg.yaml.YamlReader;
import io.packhouse.ampkg.yaml.YamlValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The bytes that signed meta data put before a package's digest (reference, 1.5). */
class ExtraSignedTest {

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("map", YamlValue.Fields.EMPTY, "00000008 00 00000000"),
                arguments("list", new YamlValue.Items(List.of(new YamlValue.Bool(true))),
                        "00000009 00 00000001 00000001 00 01"),
                arguments("string", new YamlValue.Text("aü😀"), "0000000a 00 00000008 0061 00fc d83d de00"),
                arguments("empty string", new YamlValue.Text(""), "0000000a 00 00000000"),
                arguments("true", new YamlValue.Bool(true), "00000001 00 01"),
                arguments("false", new YamlValue.Bool(false), "00000001 00 00"),
                arguments("int", YamlValue.Whole.of(7), "00000002 00 00000007"),
                arguments("largest int", YamlValue.Whole.of(2147483647L), "00000002 00 7fffffff"),
                arguments("negative int", YamlValue.Whole.of(-3), "00000002 00 fffffffd"),
                arguments("int below -2^31, which the original cuts", YamlValue.Whole.of(-2147483649L),
                        "00000002 00 7fffffff"),
                arguments("smallest of all", YamlValue.Whole.of(Long.MIN_VALUE), "00000002 00 00000000"),
                arguments("int64", YamlValue.Whole.of(2147483648L), "00000004 00 0000000080000000"),
                arguments("largest int64", YamlValue.Whole.of(Long.MAX_VALUE), "00000004 00 7fffffffffffffff"),
                arguments("uint64", new YamlValue.Whole(BigInteger.TWO.pow(63)), "00000005 00 8000000000000000"),
                arguments("largest uint64", new YamlValue.Whole(new BigInteger("18446744073709551615")),
                        "00000005 00 ffffffffffffffff"),
                arguments("double", new YamlValue.Real(1.5), "00000006 00 3ff8000000000000"),
                arguments("not a number", new YamlValue.Real(Double.NaN), "00000006 00 7ff8000000000000"),
                arguments("null", new YamlValue.Null(), "00000033 01"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void eachTypeHasItsForm(String what, YamlValue value, String hex) {
        byte[] map = ExtraSigned.serialise(YamlValue.Fields.of(Map.of("k", value)));

        assertThat(HexFormat.of().formatHex(map)).as(what)
                .isEqualTo(("00000008 00 00000001 00000002 006b" + hex).replace(" ", ""));
    }

    @Test
    void keysAreInTheOrderOfTheirCodeUnits() throws PackageException {
        String yaml = "\"\\uFFFD\": ~\n\"\\U0001F600\": ~\nb: ~\nZ: ~\n";
        var map = (YamlNode.Mapping) YamlReader.read(yaml.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT).getFirst();

        String hex = HexFormat.of().formatHex(ExtraSigned.serialise(map.value()));

        String nothing = "0000003301";
        assertThat(hex).isEqualTo("000000080000000004" + "00000002005a" + nothing + "000000020062" + nothing
                + "00000004d83dde00" + nothing + "00000002fffd" + nothing);
    }

    @Test
    void withoutSignedMetaDataNothingIsDigested() {
        assertThat(PackageHeader.of("a", 1, YamlValue.Fields.EMPTY, null).digested()).isEmpty();
        assertThat(PackageHeader.of("a", 1, null, YamlValue.Fields.EMPTY).digested()).hasSize(9);
    }
}
