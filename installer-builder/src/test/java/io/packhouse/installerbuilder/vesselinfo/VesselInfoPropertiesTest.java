package io.packhouse.installerbuilder.vesselinfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.packhouse.installerbuilder.vesselinfo.VesselInfo.Vessel;

import static org.assertj.core.api.Assertions.assertThat;

/** Properties over seeded random files; a failure names its seed. */
class VesselInfoPropertiesTest {

    private static final String[] POISON = {"", " ", "1", "1 2\n", "1 2\nPercent 10", "a b", "1 2 3", "\u0661 \u0662",
            "1 2\r", "-1 2", "1\t2\n\n", "1 2\nOwner 3 4", "1 2\nUser 3 4", "1  2"};

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aNodeReadsBackWhatWasWritten(long seed) throws NodeRefusal {
        // given
        VesselInfo info = random(new Random(seed));

        // when
        VesselInfo read = NodeParser.parse(info.bytes());

        // then
        assertThat(read).isEqualTo(info);
        assertThat(info.bytes()).asString().doesNotEndWith("\n").doesNotContain("\n\n", "\r", "  ");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void poisonIsRefusedOrReadAsSomethingElseThanWasAskedFor(long seed) {
        // given: one key of a good file replaced by one that no text form allows
        var random = new Random(seed);
        List<Vessel> vessels = new ArrayList<>(random(random).vessels());
        int at = random.nextInt(vessels.size());
        Vessel victim = vessels.get(at);
        String poison = POISON[random.nextInt(POISON.length)];
        vessels.set(at, random.nextBoolean()
                ? new Vessel(victim.percent(), poison, victim.users())
                : new Vessel(victim.percent(), victim.owner(), List.of(poison)));
        var poisoned = new VesselInfo(vessels);

        // when
        boolean accepted;
        try {
            accepted = NodeParser.parse(poisoned.bytes()).equals(poisoned);
        } catch (NodeRefusal refused) {
            accepted = false;
        }

        // then
        assertThat(accepted).as("poison '%s' in vessel %d", poison, at).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedFilesAreReadOrRefusedButNeverBreakTheParser(long seed) {
        // given
        var random = new Random(seed);
        byte[] file = random(random).bytes();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            file[random.nextInt(file.length)] = (byte) random.nextInt(256);
        }

        // when
        int sum;
        try {
            sum = NodeParser.parse(file).vessels().stream().mapToInt(Vessel::percent).sum();
        } catch (NodeRefusal refused) {
            sum = 100;
        }

        // then
        assertThat(sum).isEqualTo(100);
    }

    private static VesselInfo random(Random random) {
        List<Vessel> vessels = new ArrayList<>();
        int left = 10;
        while (left > 0) {
            int tens = 1 + random.nextInt(left);
            left -= tens;
            List<String> users = random.ints(random.nextInt(5), 0, 4).mapToObj(i -> i + " 0" + i * 7).toList();
            vessels.add(new Vessel(tens * 10, digits(random) + ' ' + digits(random), users));
        }
        return new VesselInfo(vessels);
    }

    private static String digits(Random random) {
        var digits = new StringBuilder();
        random.ints(1 + random.nextInt(400), 0, 10).forEach(digits::append);
        return digits.toString();
    }
}
