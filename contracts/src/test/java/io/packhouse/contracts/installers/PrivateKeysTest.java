package io.packhouse.contracts.installers;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrivateKeysTest {

    @Test
    void saysNamesAndNoKeys() {
        assertThat(new PrivateKeys(Map.of("al", "9 7 5"))).hasToString("PrivateKeys[al]");
    }
}
