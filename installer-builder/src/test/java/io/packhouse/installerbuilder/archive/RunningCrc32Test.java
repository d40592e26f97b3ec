package io.packhouse.installerbuilder.archive;

import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.CRC32;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class RunningCrc32Test {

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void continuedFromASavedValueItIsTheChecksumOfTheWhole(long seed) {
        // given
        var random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(5000)];
        random.nextBytes(bytes);
        int cut = bytes.length == 0 ? 0 : random.nextInt(bytes.length);

        // when
        int saved = RunningCrc32.continuing(0).update(bytes, 0, cut).value();
        int value = RunningCrc32.continuing(saved).update(bytes, cut, bytes.length - cut).value();

        // then
        var oracle = new CRC32();
        oracle.update(bytes);
        assertThat(Integer.toUnsignedLong(value)).isEqualTo(oracle.getValue());
    }
}
