package io.packhouse.platform.outbound;

import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostTest {

    /** However an address is written, it never becomes a name that a resolver might understand. */
    @RepeatedTest(10)
    void noFormOfAnAddressIsAName(RepetitionInfo repetition) {
        long seed = 99L * repetition.getCurrentRepetition();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            int address = random.nextInt();
            String text = written(address, random);
            try {
                assertThat(Host.parse(text)).as("seed %d: %s", seed, text).isInstanceOfSatisfying(Host.Literal.class,
                        literal -> assertThat(literal.toString()).isEqualTo(dotted(address)));
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("is a number but no address");
                assertThat(text).as("seed %d: the plain form is read", seed).isNotEqualTo(dotted(address));
            }
        }
    }

    private static String written(int address, Random random) {
        int parts = 1 + random.nextInt(4);
        StringBuilder text = new StringBuilder();
        long rest = Integer.toUnsignedLong(address);
        for (int part = 1; part < parts; part++) {
            text.append(number(rest >>> 24, random)).append(random.nextInt(8) == 0 ? "。" : ".");
            rest = (rest << 8) & 0xffffffffL;
        }
        text.append(number(rest >> (8 * (parts - 1)), random));
        return text + (random.nextInt(8) == 0 ? "." : "");
    }

    private static String number(long value, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "0x" + Long.toHexString(value);
            case 1 -> "0X" + Long.toHexString(value).toUpperCase(Locale.ROOT);
            case 2 -> "0" + Long.toOctalString(value);
            case 3 -> "00" + value;
            default -> Long.toString(value);
        };
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + ((address >> 16) & 0xff) + "." + ((address >> 8) & 0xff) + "." + (address & 0xff);
    }

    @Test
    void hasLimitsOnLabelsAndNames() {
        String label = "a".repeat(63);
        String name = label + "." + label + "." + label + "." + "a".repeat(61);

        assertThat(Host.parse(name)).hasToString(name);
        assertThatThrownBy(() -> Host.parse(name + "a")).hasMessageContaining("is no host name");
        assertThatThrownBy(() -> Host.parse(label + "a.example")).hasMessageContaining("is no host name");
        assertThatThrownBy(() -> Host.parse("")).hasMessageContaining("is no host name");
    }
}
