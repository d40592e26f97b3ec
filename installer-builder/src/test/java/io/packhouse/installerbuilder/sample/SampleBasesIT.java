package io.packhouse.installerbuilder.sample;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.packhouse.contracts.installers.Platform;
import io.packhouse.installerbuilder.archive.BaseLimits;
import io.packhouse.installerbuilder.archive.BasePreparation;
import io.packhouse.testkit.Tool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** The sample set as a donor meets it: unpacked by GNU tar or unzip, its scripts run by a shell. */
class SampleBasesIT {

    private static final String KEY = "65537 1170" + "5".repeat(300) + "4813";

    @TempDir
    Path directory;

    @BeforeEach
    void write() throws Exception {
        SampleBases.writeTo(directory);
    }

    @ParameterizedTest
    @EnumSource
    void isABaseInstallerForEachPlatform(Platform platform) throws Exception {
        // when / then
        new BasePreparation(BaseLimits.DEFAULT).verify(platform, directory.resolve(platform.fileName()));
        assertThat(SampleBases.archive(platform)).as("the same every time").isEqualTo(SampleBases.archive(platform));
    }

    @Test
    void installsSaysWhatItWouldDonateAndUninstalls() throws Exception {
        // given
        unpack("linux");
        vesselinfo("Percent 60\nOwner 12345 54321\nUser 3 33\nPercent 20\nOwner 7 77\nPercent 20\nOwner " + KEY);

        // when / then: start needs install
        assertThat(script("start_seattle.sh").status()).isEqualTo(1);
        assertThat(script("start_seattle.sh").output()).contains("run ./install.sh first");

        // when / then
        assertThat(script("install.sh").lines()).containsSubsequence("  vessel 1: 60 %, ports 63100 to 63159",
                "    owner: 12345 54321", "    user:  3 33", "  vessel 2: 20 %, ports 63160 to 63179", "    owner: 7 77",
                "  vessel 3: 20 %, ports 63180 to 63199", "    owner: 65537 11705555...55554813 (308 digits)");
        assertThat(script("start_seattle.sh").lines()).contains("  vessel 3: 20 %, ports 63180 to 63199");
        assertThat(script("stop_seattle.sh").ok()).contains("would have stopped");
        assertThat(script("stop_seattle.sh").ok()).contains("Nothing was started");
        assertThat(script("uninstall.sh").ok()).contains("Uninstalled");
        assertThat(script("start_seattle.sh").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Percent 80/Owner 1 2|add up to 80, not to 100",
            "Percent 100|vessel 1 has no owner", "Percent 7/Owner 1 2|no multiple of ten",
            "Percent True/Owner 1 2|is not a number", "Percent 100/Owner 1|is not a number",
            "Percent 100/Owner 1 x|is not a number", "Percent 100//Owner 1 2|a line is empty"})
    void refusesWhatANodeRefuses(String lines, String why) throws Exception {
        // given
        unpack("mac");
        vesselinfo(lines.replace('/', '\n'));

        // when
        Tool.Ran ran = script("install.sh");

        // then
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.output()).contains(why);
        assertThat(directory.resolve("seattle/seattle_repy/installed")).doesNotExist();
    }

    @Test
    void saysThatABaseIsNoCustomInstaller() throws Exception {
        // given
        unpack("linux");

        // when / then
        assertThat(script("install.sh").output()).contains("there is none: this is a base installer");
    }

    @Test
    void zipsUnpackToScriptsThatRunToo() throws Exception {
        // given
        Tool.need("unzip");
        Tool.run(directory, "unzip", "-q", "seattle_android.zip").ok();
        vesselinfo("Percent 100\nOwner 1 2");

        // when / then
        assertThat(script("install.sh").ok()).contains("vessel 1: 100 %, ports 63100 to 63199");
    }

    @Test
    void windowsGetsItsOwnScriptsAndLineEnds() throws Exception {
        // given
        Tool.need("unzip");

        // when
        Tool.run(directory, "unzip", "-q", "seattle_win.zip").ok();

        // then
        for (String name : new String[]{"install", "uninstall", "start_seattle", "stop_seattle", "seattle_repy/donation"}) {
            String text = Files.readString(directory.resolve("seattle/" + name + ".bat"), US_ASCII);
            assertThat(text).startsWith("@echo off\r\n").doesNotContainPattern("[^\r]\n");
        }
    }

    private void unpack(String platform) throws Exception {
        Tool.need("tar");
        Tool.run(directory, "tar", "xzf", "seattle_" + platform + ".tgz").ok();
    }

    private void vesselinfo(String text) throws Exception {
        Files.writeString(directory.resolve("seattle/seattle_repy/vesselinfo"), text, US_ASCII);
    }

    private Tool.Ran script(String name) throws Exception {
        return Tool.run(directory, directory.resolve("seattle").resolve(name).toString());
    }
}
