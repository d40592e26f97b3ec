package io.packhouse.ampkg.architecture;

import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;

import io.packhouse.ampkg.InspectedPackage;
import io.packhouse.ampkg.MadePackage;
import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.PackageInspector;
import io.packhouse.ampkg.PackageLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PackageArchitectureTest {

    private static final byte[] X86 = MadeBinary.elf(true, ByteOrder.LITTLE_ENDIAN, 0x3e);
    private static final byte[] ARM = MadeBinary.elf(true, ByteOrder.LITTLE_ENDIAN, 0xb7);

    @Test
    void oneArchitectureOfAllFilesWhateverTheirNames() throws Exception {
        MadePackage made = MadePackage.sound().file("picture.jpg", X86).file("empty", "").file("tool", X86);

        assertThat(inspect(made.footer().gzip()).architecture()).isEqualTo("linux_x86_64");
    }

    @Test
    void twoArchitecturesAreRefusedBeforeTheDigestIsJudged() {
        MadePackage made = MadePackage.sound().file("a", X86).file("b", ARM).digested("nothing", ARM);

        assertThatThrownBy(() -> inspect(made.footer().gzip())).isInstanceOf(PackageException.class)
                .hasMessage("mixed architectures: linux_x86_64 and linux_arm_64");
    }

    @Test
    void aFileThatIsOverwrittenCountsToo() {
        MadePackage made = MadePackage.sound().file("a", X86).file("a", ARM);

        assertThatThrownBy(() -> inspect(made.footer().gzip())).hasMessageContaining("mixed architectures");
    }

    private static InspectedPackage inspect(byte[] file) throws Exception {
        return new PackageInspector(PackageLimits.DEFAULT).inspect(new ByteArrayInputStream(file));
    }
}
