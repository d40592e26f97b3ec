package io.packhouse.platform.outbound;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The address is dialled, and the name is what the certificate must be for. */
@Timeout(240)
class TlsIT {

    @TempDir
    private Path root;
    private OutboundHouse house;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<String> serverName = new AtomicReference<>();

    @BeforeEach
    void open() {
        house = new OutboundHouse(root.resolve("objects"));
        house.dns.name("files.example", "127.0.0.1").name("other.example", "127.0.0.1");
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void theCertificateMustBeForTheNameAndNotForTheAddress() throws Exception {
        var certificate = Certificate.of(root, "dns:files.example");
        int port = serve(certificate);
        var client = trusting(certificate);

        assertThat(fetch(client, "https://files.example:" + port).blob().size()).isEqualTo(4);
        assertThat(serverName).hasValue("files.example");
        assertUntrusted(client, "other.example", port);
        assertUntrusted(client, "127.0.0.1", port);
        assertThat(requests).hasValue(1);
    }

    @Test
    void aCertificateForTheAddressIsNoneForTheName() throws Exception {
        var certificate = Certificate.of(root, "ip:127.0.0.1");
        int port = serve(certificate);
        var client = trusting(certificate);

        assertThat(fetch(client, "https://127.0.0.1:" + port).blob().size()).isEqualTo(4);
        assertUntrusted(client, "files.example", port);
        assertThat(requests).hasValue(1);
    }

    @Test
    void aCertificateMayBeForAnAddressOfIpv6() throws Exception {
        var certificate = Certificate.of(root, "ip:0:0:0:0:0:0:0:1");
        int port = house.serve(certificate.server().setHost("::1"), request -> request.response().end("file"));

        assertThat(fetch(trusting(certificate), "https://[::1]:" + port).blob().size()).isEqualTo(4);
    }

    @Test
    void aCertificateOfNobodyWhomWeKnowIsNotTrusted() throws Exception {
        int port = serve(Certificate.of(root, "dns:files.example"));

        assertUntrusted(house.client(), "files.example", port);
        assertThat(requests).hasValue(0);
    }

    @Test
    void aServerWithoutTlsIsNotTalkedTo() {
        int port = house.serve(request -> request.response().end("file"));

        assertFails(house.client(), "https://127.0.0.1:" + port, Code.UNAVAILABLE)
                .hasMessage("TLS with 127.0.0.1, port " + port + " failed");
    }

    @Test
    void noRedirectLeadsFromHttpsToHttp() throws Exception {
        var certificate = Certificate.of(root, "dns:files.example");
        int plain = house.serve(request -> {
            requests.incrementAndGet();
            request.response().end("file");
        });
        int port = house.serve(certificate.server(), request -> request.response().setStatusCode(302)
                .putHeader("Location", "http://files.example:" + plain).end());

        assertFails(trusting(certificate), "https://files.example:" + port, Code.INVALID_REQUEST)
                .hasMessage("files.example redirects from https to http, which is not followed");
        assertThat(requests).hasValue(0);
    }

    @Test
    void aRedirectFromHttpToHttpsIsFollowed() throws Exception {
        var certificate = Certificate.of(root, "dns:files.example");
        int port = serve(certificate);
        int plain = house.serve(request -> request.response().setStatusCode(301)
                .putHeader("Location", "https://files.example:" + port + "/x").end());

        assertThat(fetch(trusting(certificate), "http://127.0.0.1:" + plain).url())
                .isEqualTo("https://files.example:" + port + "/x");
    }

    private int serve(Certificate certificate) {
        return house.serve(certificate.server(), request -> {
            requests.incrementAndGet();
            serverName.set(request.connection().indicatedServerName());
            request.response().end("file");
        });
    }

    private Outbound trusting(Certificate certificate) {
        return house.client(
                OutboundHouse.with("allow-loopback", "true", "connect-timeout", "30s", "trust-file",
                        certificate.pem().toString()));
    }

    private void assertUntrusted(Outbound client, String host, int port) {
        assertFails(client, "https://" + host + ":" + port, Code.UNAVAILABLE)
                .hasMessage("The certificate of " + host + ", port " + port + " is not trusted for this host");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertFails(Outbound client, String url, Code code) {
        return assertThatThrownBy(() -> fetch(client, url)).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(code));
    }

    private Fetched fetch(Outbound client, String url) throws InterruptedException {
        return client.fetch(url, OutboundHouse.limits(limits -> limits), house.objects);
    }
}
