package io.packhouse.ampkg.architecture;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

class BinaryProbeTest {

    @ParameterizedTest
    @CsvSource({"false, 0x03, linux_x86_32", "true, 0x3e, linux_x86_64", "false, 0x3e, linux_x86_32",
            "false, 0x28, linux_arm_32", "true, 0xb7, linux_arm_64", "true, 0xf3, linux_unknown"})
    void elf(boolean wide, String machine, String token) {
        int number = Integer.decode(machine);
        assertThat(token(MadeBinary.elf(wide, LITTLE_ENDIAN, number))).isEqualTo(token);
        assertThat(token(MadeBinary.elf(wide, BIG_ENDIAN, number))).isEqualTo(token + "_be");
    }

    @Test
    void elfThatIsNone() {
        byte[] elf = MadeBinary.elf(true, LITTLE_ENDIAN, 0x3e);
        assertThat(token(MadeBinary.cut(elf, 23))).isNull();
        assertThat(token(MadeBinary.cut(elf, 24))).isEqualTo("linux_x86_64");
        assertThat(token(with(elf, 6, 2))).as("version").isNull();
        assertThat(token(with(elf, 7, 9))).as("FreeBSD").isNull();
        assertThat(token(with(elf, 7, 3))).as("Linux").isEqualTo("linux_x86_64");
    }

    @Test
    void androidIsToldByItsNote() {
        for (ByteOrder order : new ByteOrder[]{LITTLE_ENDIAN, BIG_ENDIAN}) {
            String end = order == BIG_ENDIAN ? "_be" : "";
            assertThat(token(MadeBinary.elfWithNote(true, order, 0xb7, ".note.android.ident", 300_000, 0)))
                    .isEqualTo("android_arm_64" + end);
            assertThat(token(MadeBinary.elfWithNote(false, order, 0x28, ".note.android.ident", 10, 5)))
                    .isEqualTo("android_arm_32" + end);
            assertThat(token(MadeBinary.elfWithNote(true, order, 0xb7, ".note.ABI-tag", 1000, 0)))
                    .isEqualTo("linux_arm_64" + end);
        }
    }

    @Test
    void namesFarFromTheHeadersOfSectionsAreNotSeen() {
        assertThat(token(MadeBinary.elfWithNote(true, LITTLE_ENDIAN, 0xb7, ".note.android.ident", 9, 65_000)))
                .isEqualTo("android_arm_64");
        assertThat(token(MadeBinary.elfWithNote(true, LITTLE_ENDIAN, 0xb7, ".note.android.ident", 9, 70_000)))
                .isEqualTo("linux_arm_64");
    }

    @Test
    void sectionsThatAreNotThereAreNotLookedAt() {
        byte[] android = MadeBinary.elfWithNote(true, LITTLE_ENDIAN, 0xb7, ".note.android.ident", 1000, 0);
        assertThat(token(MadeBinary.cut(android, android.length - 1))).isEqualTo("linux_arm_64");
        assertThat(token(with(android, 60, 100))).as("100 sections").isEqualTo("linux_arm_64");
        assertThat(token(with(android, 62, 2))).as("names out of range").isEqualTo("linux_arm_64");
        assertThat(token(with(android, 47, 0x7f))).as("place beyond all").isEqualTo("linux_arm_64");
        assertThat(token(with(android, 47, 0xff))).as("negative place").isEqualTo("linux_arm_64");
    }

    @ParameterizedTest
    @CsvSource({"0x014c, windows_x86_32", "0x8664, windows_x86_64", "0xaa64, windows_arm_64", "0x01c4, windows_unknown"})
    void pe(String machine, String token) {
        for (int place : new int[]{0x40, 0x80, 250, 70_000, 999_999}) {
            assertThat(token(MadeBinary.pe(place, Integer.decode(machine)))).as("at %d", place).isEqualTo(token);
        }
    }

    @Test
    void peThatIsNone() {
        assertThat(token(MadeBinary.pe(0x3c, 0x8664))).isNull();
        assertThat(token(MadeBinary.pe(1_000_000, 0x8664))).isNull();
        assertThat(token(MadeBinary.pe(-5, 0x8664))).isNull();
        byte[] pe = MadeBinary.pe(0x80, 0x8664);
        assertThat(token(MadeBinary.cut(pe, pe.length - 1))).isNull();
        assertThat(token(with(pe, 0x81, 'X'))).as("DOS").isNull();
        assertThat(token(new byte[]{'M', 'Z'})).isNull();
    }

    @Test
    void machO() {
        assertThat(token(MadeBinary.machO(0x01000007))).isEqualTo("macos_x86_64");
        assertThat(token(MadeBinary.machO(0x0100000c))).isEqualTo("macos_arm_64");
        assertThat(token(MadeBinary.machO(0x0c))).isEqualTo("macos_arm_32");
        assertThat(token(MadeBinary.machO(0x12))).isEqualTo("macos_unknown");
        assertThat(token(MadeBinary.cut(MadeBinary.machO(0x07), 7))).isNull();
        assertThat(token(new byte[]{(byte) 0xce, (byte) 0xfa, (byte) 0xed, (byte) 0xfe, 7, 0, 0, 0})).as("32 bits").isNull();
    }

    @Test
    void universal() {
        assertThat(token(MadeBinary.universal(0x01000007, 0x0100000c))).isEqualTo("macos_universal_arm_64+x86_64");
        assertThat(token(MadeBinary.universal(0x0100000c))).isEqualTo("macos_universal_arm_64");
        assertThat(token(MadeBinary.universal(0x12))).isEqualTo("macos_universal_unknown");
        assertThat(token(MadeBinary.universal(1, 2, 3, 4))).as("four").isNull();
        assertThat(token(new byte[]{(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 0x41})).as("Java").isNull();
    }

    @Test
    void otherFilesAreNoBinaries() {
        assertThat(token(new byte[0])).isNull();
        assertThat(token(new byte[]{'#', '!', '/', 'b', 'i', 'n'})).isNull();
    }

    @Test
    void damagedHeadersNeverFail() {
        byte[][] files = {MadeBinary.elfWithNote(true, LITTLE_ENDIAN, 0xb7, ".note.android.ident", 200, 0),
                MadeBinary.elfWithNote(false, BIG_ENDIAN, 0x28, ".note.android.ident", 20, 0), MadeBinary.pe(0x90, 0x8664),
                MadeBinary.universal(7, 7, 7)};
        for (long seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            byte[] file = files[random.nextInt(files.length)].clone();
            for (int i = 0; i < 4; i++) {
                file[4 + random.nextInt(Math.min(120, file.length - 4))] = (byte) random.nextInt(256);
            }
            try {
                assertThat(token(MadeBinary.cut(file, random.nextInt(file.length + 1)))).isNotEqualTo("");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    /** The token, which must not depend on the pieces in which a file comes. */
    private static @Nullable String token(byte[] file) {
        String whole = token(file, Math.max(1, file.length));
        int piece = file.length > 100_000 ? 4099 : 7;
        assertThat(token(file, piece)).as("in pieces of %d", piece).isEqualTo(whole);
        return whole;
    }

    private static @Nullable String token(byte[] file, int piece) {
        var probe = new BinaryProbe();
        for (int at = 0; at < file.length; at += piece) {
            byte[] part = Arrays.copyOfRange(file, at, Math.min(file.length, at + piece));
            probe.content(part, part.length);
        }
        return probe.token();
    }

    private static byte[] with(byte[] bytes, int offset, int value) {
        byte[] other = bytes.clone();
        other[offset] = (byte) value;
        return other;
    }
}
