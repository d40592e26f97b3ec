package io.packhouse.deploy.cli;

import org.junit.jupiter.api.Test;

import io.packhouse.platform.config.KnownKey;

import static org.assertj.core.api.Assertions.assertThat;

class ModulesTest {

    /** Every command asks for them at every start, some for each key. */
    @Test
    void keysAreReadOnce() {
        assertThat(Modules.keys()).isSameAs(Modules.keys()).extracting(KnownKey::name).isSorted()
                .contains("http.port", "environments.base-path");
    }
}
