package io.packhouse.repackager.pingback;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

class PingbackFormTest {

    private static String encode(boolean inRequest, String... fields) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return new String(PingbackForm.encode(all, "s3 cr&t", inRequest), US_ASCII);
    }

    /** The example of the reference, section 5, with the secret in {@code request} left blank. */
    @Test
    void encodesAsTheOriginal() {
        assertThat(encode(false, "result", "success", "msg", "Exporting extension to greeter.xpi.\n", "id",
                "jid1-AbCdEfGhIjKlMn@jetpack", "location", "https://builder.example/xpi/download/aB3dE5fGh2/greeter-2.3/",
                "request", "addon=3615&file_id=67442&secret=&pingback=https%3A%2F%2F"))
                .isEqualTo("secret=s3+cr%26t&result=success&msg=Exporting+extension+to+greeter.xpi.%0A"
                        + "&id=jid1-AbCdEfGhIjKlMn%40jetpack"
                        + "&location=https%3A%2F%2Fbuilder.example%2Fxpi%2Fdownload%2FaB3dE5fGh2%2Fgreeter-2.3%2F"
                        + "&request=addon%3D3615%26file_id%3D67442%26secret%3D%26pingback%3Dhttps%253A%252F%252F");
    }

    @Test
    void fillsTheSecretIntoTheRequestOnlyWhereThatIsConfigured() {
        assertThat(encode(true, "request", "a=secret=&secret=&b=1"))
                .isEqualTo("secret=s3+cr%26t&request=a%3Dsecret%3D%26secret%3Ds3%2Bcr%2526t%26b%3D1");
        assertThat(encode(true, "result", "x")).isEqualTo("secret=s3+cr%26t&result=x");
    }

    @Test
    void noFieldTakesTheSecretsPlace() {
        assertThat(encode(false, "secret", "forged", "msg", "ä")).isEqualTo("secret=s3+cr%26t&msg=%C3%A4");
    }
}
