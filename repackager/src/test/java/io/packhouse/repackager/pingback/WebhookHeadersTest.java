package io.packhouse.repackager.pingback;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class WebhookHeadersTest {

    /** The example that the makers of the standard publish for their libraries. */
    @Test
    void signsAsTheStandardDoes() {
        var headers = WebhookHeaders.of("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}".getBytes(UTF_8), List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(headers).containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void otherSecretsAreTheirUtf8() {
        assertThat(WebhookSignature.key("sécret")).isEqualTo("sécret".getBytes(UTF_8));
        assertThat(WebhookSignature.key("whsec_")).isEqualTo("whsec_".getBytes(UTF_8));
        assertThat(WebhookSignature.key("whsec_not base64!")).isEqualTo("whsec_not base64!".getBytes(UTF_8));
        assertThat(WebhookSignature.key("whsec_AAEC")).containsExactly(0, 1, 2);
    }

    @Test
    void hasOneSignatureForEachSecretAndNoneWithoutAny() {
        byte[] body = "a=1".getBytes(UTF_8);
        var two = WebhookHeaders.of("dlv_1", Instant.ofEpochSecond(1), body, List.of("old", "new")).get("webhook-signature");
        var old = WebhookHeaders.of("dlv_1", Instant.ofEpochSecond(1), body, List.of("old")).get("webhook-signature");

        assertThat(two).startsWith(old + " v1,").hasSize(old.length() * 2 + 1);
        assertThat(WebhookHeaders.of("dlv_1", Instant.ofEpochSecond(1), body, List.of()))
                .doesNotContainKey("webhook-signature");
    }
}
