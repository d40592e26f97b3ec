package io.packhouse.installerbuilder.vesselinfo;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.installerbuilder.vesselinfo.VesselInfo.Vessel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NodeParserTest {

    @Test
    void readsWhatItWouldInstall() throws NodeRefusal {
        // given
        byte[] file = "Percent 80\nOwner 12345 54321\nUser 3 33\nPercent 20\nOwner 7 77".getBytes(ISO_8859_1);

        // when
        VesselInfo info = NodeParser.parse(file);

        // then
        assertThat(info.vessels()).containsExactly(new Vessel(80, "12345 54321", List.of("3 33")),
                new Vessel(20, "7 77", List.of()));
    }

    @Test
    void toleratesWhatANodeTolerates() throws NodeRefusal {
        // given: a final line feed, blanks in plenty, a tab, a label from another version
        byte[] file = "Colour blue\n  Percent   080\nOwner\t1  2  \nSmell\nPercent 20\nOwner 3 4\n".getBytes(ISO_8859_1);

        // when
        VesselInfo info = NodeParser.parse(file);

        // then
        assertThat(info.vessels()).containsExactly(new Vessel(80, "1 2", List.of()), new Vessel(20, "3 4", List.of()));
    }

    static Stream<Arguments> hostile() {
        String huge = "9".repeat(100_000);
        return Stream.of(Arguments.of("", "line 1: is empty"), Arguments.of("\n", "line 1: is empty"),
                Arguments.of("Percent 100\nOwner 1 2\n\n", "line 3: is empty"),
                Arguments.of("Percent 100\n\nOwner 1 2", "line 2: is empty"),
                Arguments.of("Percent 100\n \t \nOwner 1 2", "line 2: is empty"),
                Arguments.of("Percent 100", "vessel 1 has no Owner"),
                Arguments.of("Percent 80\nPercent 20\nOwner 1 2", "vessel 1 has no Owner"),
                Arguments.of("Percent 100\nUser 1 2", "vessel 1 has no Owner"),
                Arguments.of("Percent 100\nOwner ", "line 2: Owner needs two numbers"),
                Arguments.of("Percent 100\nOwner 5", "line 2: Owner needs two numbers"),
                Arguments.of("Percent 100\nOwner 1 2\nUser 3", "line 3: User needs two numbers"),
                Arguments.of("Percent 100\nOwner a b", "line 2: Owner needs two numbers"),
                Arguments.of("Percent 100\nOwner 1 -2", "line 2: Owner needs two numbers"),
                Arguments.of("Percent 100\nOwner 1 2 3", "line 2: Owner needs two numbers"),
                Arguments.of("Percent 100\nOwner 1 2\nOwner 3 4", "line 3: the vessel has an Owner"),
                Arguments.of("Owner 1 2\nPercent 100", "line 1: comes before the first Percent"),
                Arguments.of("Percent True\nOwner 1 2", "line 1: a Percent needs one integer"),
                Arguments.of("Percent 1e2\nOwner 1 2", "line 1: a Percent needs one integer"),
                Arguments.of("Percent\nOwner 1 2", "line 1: a Percent needs one integer"),
                Arguments.of("Percent 7\nOwner 1 2\nPercent 93\nOwner 1 2", "one of 10, 20, ... 100, not 7"),
                Arguments.of("Percent 0\nOwner 1 2\nPercent 100\nOwner 1 2", "one of 10, 20, ... 100, not 0"),
                Arguments.of("Percent 110\nOwner 1 2", "one of 10, 20, ... 100, not 110"),
                Arguments.of("Percent " + huge + "\nOwner 1 2", "not 999999999999..."),
                Arguments.of("Percent 80\nOwner 1 2", "here they are 80"),
                Arguments.of("Percent 80\nOwner 1 2\nPercent 30\nOwner 1 2", "here they are 110"),
                Arguments.of("percent 100\nowner 1 2", "here they are 0"),
                Arguments.of("Percent 100\r\nOwner 1 2", "byte 11 is 0x0d"),
                Arguments.of("\u00ef\u00bb\u00bfPercent 100\nOwner 1 2", "byte 0 is 0xef"),
                Arguments.of("Percent 100\nOwner 1 2\0", "byte 21 is 0x00"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesWhatANodeRefuses(String file, String why) {
        assertThatThrownBy(() -> NodeParser.parse(file.getBytes(ISO_8859_1))).isInstanceOf(NodeRefusal.class)
                .hasMessageContaining(why);
    }
}
