package io.packhouse.ampkg;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is signed, against figures that {@code openssl dgst -sha256 -mac HMAC} and {@code base64} give. */
class SignedContentTest {

    private static final byte[] DIGEST = HexFormat.of()
            .parseHex("5a5c2bdb0ab825b7079518af1fe485a6555e4da313568aa035b5a2965cf65dd4");

    @Test
    void withoutHardwareIdItIsTheDigest() {
        assertThat(SignedContent.of(DIGEST, "")).asString(StandardCharsets.US_ASCII)
                .isEqualTo("Wlwr2wq4JbcHlRivH+SFplVeTaMTVoqgNbWillz2XdQ=");
    }

    @Test
    void withHardwareIdItIsTheDigestUnderIt() {
        assertThat(SignedContent.of(DIGEST, "08154711")).asString(StandardCharsets.US_ASCII)
                .isEqualTo("yBnnVyH1iCl6BxGKxWCH33zAepjHOPx0BEAFyfocKK0=");
        assertThat(SignedContent.of(DIGEST, "Gerät")).asString(StandardCharsets.US_ASCII)
                .isEqualTo("YpxExIBls3HIbQVI5T3nmae1UDaCUunEYPwSGj1wqc0=");
    }
}
