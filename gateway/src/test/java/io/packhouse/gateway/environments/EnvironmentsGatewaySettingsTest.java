package io.packhouse.gateway.environments;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.ManifestReader;
import io.packhouse.platform.config.ConfigException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EnvironmentsGatewaySettingsTest {

    @ParameterizedTest
    @CsvSource({"base-path,''", "base-path,as", "base-path,/as/", "base-path,//", "base-path,/a b", "base-path,/a%20b",
            "base-path,/api", "base-path,/api/v3", "base-path,/..", "deadline,0s", "deadline,591s", "waiting-limit,0",
            "body-time,0s",
            "blob-url,ftp://x/", "blob-url,/blobs", "blob-url,https://x/?a=b", "compat.file-link,yes",
            "compat.launch-dialect,r5",
            "compat.env-path,true", "unrelated-provided,allow", "soft-requirement,exactly"})
    void whatCannotBeIsRefused(String key, String value) {
        assertThatThrownBy(() -> EnvironmentsServer.settings(key, value)).isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource({"/,''", "/as,/as", "/a/b.c/~d,/a/b.c/~d"})
    void aBaseStandsBeforeEveryPath(String base, String prefix) {
        assertThat(EnvironmentsServer.settings("base-path", base).prefix()).isEqualTo(prefix);
    }

    @ParameterizedTest
    @CsvSource({"auto,true,true", "auto,false,false", "patch,true,false", "config,false,true"})
    void theDialectIsTheManifestsUnlessItIsChosen(String dialect, boolean isOld, boolean isConfig) {
        Manifest manifest = new ManifestReader(true, ManifestReader.Namespaces.NONE)
                .read(("{\"addonscript\":{\"version\":2},\"namespace\":\"a\",\"id\":\"a\",\"version\":\"1\",\"flags\":{},"
                        + "\"instance\":true" + (isOld ? ",\"launch_client\":{}" : "") + "}")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(EnvironmentsServer.settings("compat.launch-dialect", dialect).form(manifest).isConfig())
                .isEqualTo(isConfig);
    }

    @Test
    void linksAreWrittenWhereBothNamesAreWanted() {
        Manifest manifest = new ManifestReader(true, ManifestReader.Namespaces.NONE)
                .read("{\"addonscript\":{\"version\":2},\"namespace\":\"a\",\"id\":\"a\",\"version\":\"1\",\"flags\":{}}"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(EnvironmentsServer.settings().form(manifest).writesLink()).isFalse();
        assertThat(EnvironmentsServer.settings("compat.file-link", "both").form(manifest).writesLink()).isTrue();
    }
}
