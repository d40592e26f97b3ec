package io.packhouse.installerbuilder.keys;

import java.math.BigInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MadePairTest {

    @Test
    void printsTheToyPairOfTheReferenceWithTheSmallerPrimeFirst() {
        // given: p and q in the wrong order

        // when
        var pair = new MadePair(BigInteger.valueOf(17), BigInteger.valueOf(61), BigInteger.valueOf(53));

        // then
        assertThat(pair.publicText()).isEqualTo("17 3233");
        assertThat(pair.privateText()).isEqualTo("2753 53 61");
    }

    @Test
    void wipesAndNeverPrintsThePrivatePart() {
        // given
        var pair = new MadePair(BigInteger.valueOf(17), BigInteger.valueOf(61), BigInteger.valueOf(53));

        // when
        pair.wipe();

        // then
        assertThat(pair.privateText()).matches("\0{10}");
        assertThat(pair.toString()).doesNotContain("2753").contains("17 3233");
    }
}
