package io.packhouse.repackager.pingback;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTest {

    private static String clean(String text) {
        return Redaction.of(text, List.of("pass word&1", "other"));
    }

    @Test
    void takesSecretsOutInBothForms() {
        assertThat(clean("got secret=pass+word%261 (pass word&1), another")).isEqualTo("got secret=*** (***), an***");
    }

    @Test
    void takesOutWhatTheExcerptCutOff() {
        assertThat(clean("you sent secret=pass+wor")).isEqualTo("you sent secret=***");
        assertThat(clean("you sent oth")).as("too little to tell").isEqualTo("you sent oth");
    }

    @Test
    void leavesEverythingElse() {
        assertThat(clean("thank you")).isEqualTo("thank you");
        assertThat(clean("")).isEmpty();
    }
}
