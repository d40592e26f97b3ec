package io.packhouse.envbuilder.patches;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;
import io.packhouse.envbuilder.StepBench;
import io.packhouse.envbuilder.steps.StepLimits;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.config.ByteSize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PatchApplyTest {

    private static final String HEAD = "d1ffd1ff04";
    /** Where results of this test end. */
    private static final StepLimits LIMITS = new StepLimits(ByteSize.parse("1GiB"), ByteSize.parse("1GiB"),
            ByteSize.parse("1MiB"), 100, ByteSize.parse("256KiB"), 200, 100);

    @TempDir
    static Path directory;
    private static StepBench bench;

    @BeforeAll
    static void open() throws IOException {
        bench = new StepBench(directory, LIMITS).data("data/base.txt", "ABCDEFGHIJKLMN");
    }

    private static Value.Blob patch(String hex) throws IOException {
        return bench.blob(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** What the W3C's note has as its example, and a row for each command. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"f9 0000 02 02 58 59 f9 0002 02 f9 0001 04 | ABXYCDBCDE", "'' | ''",
            "01 5a | Z", "f7 0002 58 59 | XY", "f8 00000002 58 59 | XY", "f9 000d 01 | N", "fa 0001 0002 | BC",
            "fb 0001 00000002 | BC", "fc 00000003 01 | D", "fd 00000000 000e | ABCDEFGHIJKLMN", "fe 00000002 00000002 | CD",
            "ff 0000000000000002 00000001 | C", "f9 000e 00 f7 0000 | ''"})
    void applies_gdiff(String commands, String expected) throws Exception {
        Value.Blob made = (Value.Blob) bench.run("patch.apply", "base", "data/base.txt", "patch",
                patch(HEAD + commands + "00"), "format", "gdiff");
        assertThat(bench.text(made)).isEqualTo(expected);
        assertThat(made.links()).as("nobody else has this file").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | it ends before its last command", "d1ffd1ff05 00 | it does not begin as",
            "504b0304 00 | it does not begin as", "d1ffd1ff04 | it ends before its last command",
            "d1ffd1ff04 03 4142 | it ends before its last command", "d1ffd1ff04 f8 7fffffff 41 | it ends before",
            "d1ffd1ff04 f8 ffffffff 00 | it has -1 bytes of its own",
            "d1ffd1ff04 f9 000e 01 00 | it wants 1 bytes from byte 14 of a base that has 14",
            "d1ffd1ff04 fe ffffffff 00000001 00 | it wants 1 bytes from byte -1",
            "d1ffd1ff04 fe 00000000 ffffffff 00 | it wants -1 bytes",
            "d1ffd1ff04 ff 7fffffffffffffff 7fffffff 00 | of a base that has 14",
            "d1ffd1ff04 00 00 | there are bytes behind its end"})
    void refuses_what_is_no_patch_or_for_another_base(String hex, String why) throws Exception {
        Value.Blob patch = patch(hex);
        assertThatThrownBy(() -> bench.run("patch.apply", "base", "data/base.txt", "patch", patch, "format", "gdiff"))
                .hasMessageStartingWith("step tested: the patch does not fit: ").hasMessageContaining(why)
                .isInstanceOfSatisfying(FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(Code.UPSTREAM));
    }

    @Test
    void refuses_what_a_recipe_should_not_ask_for() throws Exception {
        Value.Blob patch = patch(HEAD + "00");
        assertThatThrownBy(() -> bench.run("patch.apply", "base", patch, "patch", patch, "format", "bsdiff"))
                .hasMessage("step tested: format is one of gdiff");
        assertThatThrownBy(() -> bench.run("patch.apply", "base", patch, "patch", patch))
                .hasMessage("step tested: format is missing");
        assertThatThrownBy(() -> bench.run("patch.apply", "base", "text", "patch", patch, "format", "gdiff"))
                .hasMessage("step tested: base is no file");
    }

    /** 7 bytes of a patch for 64 KiB of a result. */
    @Test
    void ends_a_patch_that_makes_too_much() throws Exception {
        byte[] base = new byte[0xffff];
        String bomb = HEAD + "fa0000ffff".repeat(100_000) + "00";
        assertThatThrownBy(() -> bench.run("patch.apply", "base", bench.blob(base), "patch", patch(bomb), "format", "gdiff"))
                .hasMessageContaining("environments.limits.extracted").isInstanceOfSatisfying(FailureException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(Code.TOO_LARGE));
    }

    @Test
    void is_stopped_with_its_attempt() throws Exception {
        Value.Blob patch = patch(HEAD + "0141" + "00");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> bench.run("patch.apply", "base", patch, "patch", patch, "format", "gdiff"))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void makes_what_made_patches_say_and_survives_changed_ones() throws Exception {
        for (long seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            byte[] base = new byte[1 + random.nextInt(100_000)];
            random.nextBytes(base);
            var expected = new ByteArrayOutputStream();
            byte[] patch = patch(random, base, expected);
            Value made = bench.run("patch.apply", "base", bench.blob(base), "patch", bench.blob(patch), "format", "gdiff");
            assertThat(bench.bytes(made)).as("seed %d", seed).isEqualTo(expected.toByteArray());

            patch[random.nextInt(patch.length)] ^= (byte) (1 << random.nextInt(8));
            byte[] changed = random.nextBoolean() ? patch : Arrays.copyOf(patch, random.nextInt(patch.length));
            try {
                bench.run("patch.apply", "base", bench.blob(base), "patch", bench.blob(changed), "format", "gdiff");
            } catch (FailureException e) {
                assertThat(e.failure().code()).as("seed %d: %s", seed, e.getMessage()).isIn(Code.UPSTREAM, Code.TOO_LARGE);
            }
        }
    }

    private static byte[] patch(Random random, byte[] base, ByteArrayOutputStream expected) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(HexFormat.of().parseHex(HEAD));
        for (int i = random.nextInt(20); i >= 0; i--) {
            int from = random.nextInt(base.length);
            int length = random.nextInt(Math.min(10_000, base.length - from) + 1);
            if (random.nextBoolean()) {
                byte[] own = ("own " + random.nextInt()).getBytes(UTF_8);
                out.writeByte(own.length);
                out.write(own);
                expected.write(own);
            } else {
                out.writeByte(from < 0x10000 ? 250 : 253);
                if (from < 0x10000) {
                    out.writeShort(from);
                } else {
                    out.writeInt(from);
                }
                out.writeShort(length);
                expected.write(base, from, length);
            }
        }
        out.writeByte(0);
        return bytes.toByteArray();
    }
}
