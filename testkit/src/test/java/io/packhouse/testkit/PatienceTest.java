package io.packhouse.testkit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PatienceTest {

    @Test
    void isThereWithoutBeingNamed() {
        assertThat(await()).extracting("timeoutConstraint.maxWaitTime").isEqualTo(Patience.LIMIT);
    }
}
