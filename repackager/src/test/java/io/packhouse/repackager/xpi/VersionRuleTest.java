package io.packhouse.repackager.xpi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.FailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VersionRuleTest {

    @ParameterizedTest
    @CsvSource({"2.1, 2.1.1", "abc, abc.0.1", "1, 1.0.1", "1.2pre, 1.2pre.1", "1.2.3pre, 1.2.3pre.1", "2.1.1, 2.1.2",
            "2.1.2.2, 2.1.2.3", "1.2.3pre.1, 1.2.3pre.2", "1.2.9, 1.2.10", "1.2.03, 1.2.4", "1.0.sdk.1.14, 1.0.sdk.1.15",
            "1.2.99999999999999999999, 1.2.100000000000000000000", "1.2., 1.2..1"})
    void incrementsAsTheReferenceSays(String old, String next) {
        assertThat(VersionRule.version(null, old, "1.14")).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({"0.1.sdk.{sdk_version}, 0.1.sdk.1.0b5", "{sdk_version}-{sdk_version}, 1.0b5-1.0b5", "1.2_rc-3, 1.2_rc-3"})
    void replacesTheLiteralOnly(String wanted, String version) {
        assertThat(VersionRule.version(wanted, "9", "1.0b5")).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{sdk_version}}", "{sdk_version!r}", "{sdk_version.__class__}", "{}", "{", "}", "{other}",
            "1.0 beta", "1^2", "1[2]", "1\\2", "1`2", "1.0\n", "", "é1", "{SDK_VERSION}"})
    void refusesAnyOtherBraceAndCharacter(String wanted) {
        assertThatThrownBy(() -> VersionRule.version(wanted, "9", "1.14")).isInstanceOf(FailureException.class)
                .hasMessageStartingWith("Wrong version format");
    }

    @Test
    void anSdkVersionWithoutAnSdkIsRefused() {
        assertThatThrownBy(() -> VersionRule.version("1.{sdk_version}", "9", null)).isInstanceOf(FailureException.class)
                .hasMessageContaining("built with none");
    }

    @Test
    void nothingToIncrementIsRefused() {
        assertThatThrownBy(() -> VersionRule.version(null, "", "1.14")).isInstanceOf(FailureException.class)
                .hasMessageContaining("'version'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "1.2", "1.2.3", "1.2.3.4", "999999999.0.0.1", "20261121.1"})
    void firefoxTakesTheseForWebExtensions(String version) {
        assertThat(VersionRule.ofWebExtension(version)).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2.3.4.5", "01", "1.02", "1.2.3pre", "1234567890", "1.", ".1", "1..2", "-1", "1.0\n"})
    void firefoxTakesTheseForNoWebExtension(String version) {
        assertThatThrownBy(() -> VersionRule.ofWebExtension(version)).isInstanceOf(FailureException.class)
                .hasMessageContaining("one to four integers");
    }
}
