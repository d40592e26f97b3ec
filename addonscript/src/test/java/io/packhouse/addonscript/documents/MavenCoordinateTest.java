package io.packhouse.addonscript.documents;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Maven coordinates become paths that stay where they are put. */
class MavenCoordinateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            net.fabricmc:fabric-loader:0.15.11 | net/fabricmc/fabric-loader/0.15.11/fabric-loader-0.15.11.jar
            org.ow2.asm:asm:9.6@jar | org/ow2/asm/asm/9.6/asm-9.6.jar
            org.lwjgl:lwjgl:3.3.1:natives-linux | org/lwjgl/lwjgl/3.3.1/lwjgl-3.3.1-natives-linux.jar
            de.oceanlabs.mcp:mcp_config:1.20.1-20230612.114412@zip | de/oceanlabs/mcp/mcp_config/1.20.1-20230612.114412/mcp_config-1.20.1-20230612.114412.zip
            net.minecraft:client:1.20.1-20230612.114412:mappings@txt | net/minecraft/client/1.20.1-20230612.114412/client-1.20.1-20230612.114412-mappings.txt
            net.fabricmc:intermediary:1.14 Pre-Release 1 | net/fabricmc/intermediary/1.14 Pre-Release 1/intermediary-1.14 Pre-Release 1.jar
            net.fabricmc:yarn:20w13b+build.2:v2 | net/fabricmc/yarn/20w13b+build.2/yarn-20w13b+build.2-v2.jar
            a:b:1@tar.gz | a/b/1/b-1.tar.gz
            """)
    void sayWhereTheFileLies(String text, String path) {
        MavenCoordinate coordinate = MavenCoordinate.parse(text);

        assertThat(coordinate.path()).isEqualTo(path);
        assertThat(path).endsWith("/" + coordinate.fileName());
        assertThat(MavenCoordinate.parse(coordinate.toString())).isEqualTo(coordinate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a:b", "a:b:", ":b:1", "a::1", "a:b:1:", "a:b:1:c:d", "a:b:1@", "a:b:1@../x",
            "a:b:1@a.b.c",
            "..:b:1", "a..b:c:1", ".a:b:1", "a.:b:1", "a/b:c:1", "a:../b:1", "a:..:1", "a:b:..", "a:b:1/2", "a:b:1\\2",
            "a:b:1?x", "a:b:1#x", "a:b:1%2f", "a:b:1;x", "a:b:1@x@jar", "a:b:\u0000", "a:b:1\n", "a:b: 1", "a:b:1:..",
            "a:b:1 "})
    void areNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MavenCoordinate.parse(text));
    }

    @Test
    void areOfAnEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> MavenCoordinate.parse("a:b:" + "1".repeat(520)))
                .withMessageContaining("512");
        assertThatIllegalArgumentException().as("a file name of more than 255")
                .isThrownBy(() -> MavenCoordinate.parse("a:" + "b".repeat(200) + ":" + "1".repeat(200)));
    }

    @Test
    void neverLeaveTheirDirectory() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String alphabet = "ab1.:@/\\-_ %#?~+\u0000é*";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder("a:b");
            for (int n = random.nextInt(14); n >= 0; n--) {
                text.insert(random.nextInt(text.length() + 1), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                MavenCoordinate coordinate = MavenCoordinate.parse(text.toString());
                assertThat(SafePath.isLocation(coordinate.path())).as("seed %d: %s", seed, text).isTrue();
                assertThat(coordinate.path()).as("seed %d", seed).doesNotContain("#", "%", "?");
                assertThat(MavenCoordinate.parse(coordinate.toString())).as("seed %d", seed).isEqualTo(coordinate);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).as("seed %d: %s", seed, text).hasMessageContaining("Maven coordinate");
            }
        }
    }
}
