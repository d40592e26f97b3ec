package io.packhouse.installerbuilder.keys;

import java.math.BigInteger;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PairMakerTest {

    @ParameterizedTest
    @ValueSource(ints = {1024, 1024, 1024, 1024, 2048})
    void makesPairsThatTheTestbedCanUse(int bits) {
        // given
        var maker = new PairMaker(bits);

        // when
        MadePair pair = maker.make();

        // then
        BigInteger[] open = numbers(pair.publicText(), "65537 [1-9][0-9]*");
        BigInteger[] secret = numbers(pair.privateText(), "[1-9][0-9]* [1-9][0-9]* [1-9][0-9]*");
        BigInteger e = open[0];
        BigInteger n = open[1];
        BigInteger d = secret[0];
        BigInteger p = secret[1];
        BigInteger q = secret[2];
        BigInteger order = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
        assertThat(n.bitLength()).isEqualTo(bits);
        assertThat(p.bitLength()).isEqualTo(bits / 2);
        assertThat(q.bitLength()).isEqualTo(bits / 2);
        assertThat(p).isLessThan(q);
        assertThat(p.isProbablePrime(50) && q.isProbablePrime(50)).isTrue();
        assertThat(p.multiply(q)).isEqualTo(n);
        assertThat(d).isEqualTo(e.modInverse(order));
        BigInteger message = BigInteger.valueOf(20_260_713);
        assertThat(message.modPow(e, n).modPow(d, n)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 512, 1023, 1025, 8194, Integer.MAX_VALUE})
    void refusesSizesThatAreNone(int bits) {
        assertThatThrownBy(() -> new PairMaker(bits)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("installers.key-bits").hasMessageContaining("not " + bits);
    }

    @Test
    void neverMakesTheSamePairTwice() {
        // given
        var maker = new PairMaker(1024);

        // when / then
        assertThat(maker.make().publicText()).isNotEqualTo(maker.make().publicText());
    }

    private static BigInteger[] numbers(String text, String form) {
        assertThat(text).matches(form);
        return Arrays.stream(text.split(" ")).map(BigInteger::new).toArray(BigInteger[]::new);
    }
}
