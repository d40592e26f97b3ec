package io.packhouse.installerbuilder.vesselinfo;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.packhouse.installerbuilder.vesselinfo.VesselInfo.Vessel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class VesselInfoTest {

    @Test
    void writesTheReferencesExampleToTheByte() {
        // given
        var info = new VesselInfo(List.of(new Vessel(60, "12345 54321", List.of("3 33")),
                new Vessel(20, "7 77", List.of()), new Vessel(20, "65537 1000000007", List.of())));

        // when
        byte[] bytes = info.bytes();

        // then
        assertThat(new String(bytes, US_ASCII)).isEqualTo("Percent 60\nOwner 12345 54321\nUser 3 33\n"
                + "Percent 20\nOwner 7 77\nPercent 20\nOwner 65537 1000000007");
        assertThat(bytes).hasSize(94).endsWith('7');
    }

    @Test
    void writesUsersInOrderOfFirstMentionAndEachOnce() {
        // given
        var info = new VesselInfo(List.of(new Vessel(100, "1 2", List.of("9 9", "1 2", "5 5", "9 9", "1 2"))));

        // when
        String text = new String(info.bytes(), US_ASCII);

        // then
        assertThat(text).isEqualTo("Percent 100\nOwner 1 2\nUser 9 9\nUser 1 2\nUser 5 5");
    }

    @Test
    void keepsLeadingZeroesAsTheyWereGiven() {
        // given
        var info = new VesselInfo(List.of(new Vessel(100, "67891 09871", List.of("0 0"))));

        // when
        String text = new String(info.bytes(), US_ASCII);

        // then
        assertThat(text).isEqualTo("Percent 100\nOwner 67891 09871\nUser 0 0");
    }
}
