package io.packhouse.platform.outbound;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.http.HttpServerOptions;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.FailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server that is allowed (127.0.0.2) and tries to lead inside (127.0.0.1, on the same port). */
@Timeout(240)
class RedirectIT {

    @TempDir
    private Path root;
    private OutboundHouse house;
    private Outbound client;
    private int port;
    private final AtomicInteger inside = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void open() {
        house = new OutboundHouse(root);
        client = house.client(OutboundHouse.with("allow", "127.0.0.2", "connect-timeout", "30s"));
        house.dns.name("out.example", "127.0.0.2").name("in.example", "127.0.0.1");
        port = house.serve(request -> {
            inside.incrementAndGet();
            request.response().end("secret");
        });
        house.serve(new HttpServerOptions().setHost("127.0.0.2").setPort(port), request -> {
            asked.add(request.getHeader("Host") + request.uri());
            String to = request.getParam("to");
            int left = Integer.parseInt(request.getParam("left", "0"));
            int status = Integer.parseInt(request.getParam("status", "302"));
            if (request.path().equals("/circle")) {
                request.response().setStatusCode(302).putHeader("Location", "/circle").end();
            } else if (left > 0) {
                request.response().setStatusCode(status).putHeader("Location", "?left=" + (left - 1)).end("not this");
            } else if (to != null) {
                request.response().setStatusCode(status).putHeader("Location", to.replace("PORT", "" + port))
                        .end("not this");
            } else {
                request.response().end("file");
            }
        });
    }

    @AfterEach
    void close() {
        house.close();
        assertThat(inside).as("requests that reached the inside").hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void areFollowed(int status) throws Exception {
        Fetched fetched = fetch("/a/b?status=" + status + "&to=../c%20d%3Fx");

        assertThat(fetched.blob().size()).isEqualTo(4);
        assertThat(fetched.url()).isEqualTo("http://127.0.0.2:" + port + "/c%20d?x");
    }

    @ParameterizedTest
    @CsvSource({"/other, http://127.0.0.2:PORT/other", "//out.example:PORT/x, http://out.example:PORT/x",
            "http://OUT.example.:PORT/y%23part, http://out.example:PORT/y", "%3Fz, http://127.0.0.2:PORT/a/b?z"})
    void leadWhereTheyMay(String to, String end) throws Exception {
        Fetched fetched = fetch("/a/b?to=" + to);

        assertThat(fetched.url()).isEqualTo(end.replace("PORT", "" + port));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://127.0.0.1:PORT/ | a loopback address
            //127.0.0.1:PORT/ | a loopback address
            http://in.example:PORT/ | a loopback address
            http://[::1]:PORT/ | a loopback address
            http://[::ffff:127.0.0.1]:PORT/ | a loopback address
            http://localhost.:PORT/ | has no address
            http://127.1:PORT/ | is a number but no address
            http://2130706433:PORT/ | is a number but no address
            http://0x7f.1:PORT/ | is a number but no address
            http://169.254.169.254/ | a cloud's metadata service
            http://127.0.0.2@127.0.0.1:PORT/ | a user name
            http://127.0.0.2:PORT%5C@127.0.0.1:PORT/ | a backslash
            http://127.0.0.2%09.example/ | a control character
            http://127.0.0.2:22/ | outbound.ports
            file:///etc/passwd | its scheme is file
            ftp://127.0.0.2/ | its scheme is ftp
            gopher://127.0.0.1:PORT/ | its scheme is gopher
            https:127.0.0.1 | no // follows
            """)
    void leadNowhereElse(String to, String why) {
        assertThatThrownBy(() -> fetch("/?to=" + to)).isInstanceOf(FailureException.class).hasMessageContaining(why);
        assertThat(asked).as("requests").hasSize(1);
    }

    @Test
    void areFollowedFiveTimes() throws Exception {
        assertThat(fetch("/?left=5").blob().size()).isEqualTo(4);
        assertThat(asked).hasSize(6);
    }

    @Test
    void areNotFollowedSixTimes() {
        assertRefused("/?left=6").hasMessage("127.0.0.2 redirects more than 5 times, or in a circle");
        assertThat(asked).hasSize(6);
    }

    @Test
    void areNotFollowedInCircles() {
        assertRefused("/circle").hasMessage("127.0.0.2 redirects more than 5 times, or in a circle");
        assertThat(asked).hasSize(6).containsOnly("127.0.0.2:" + port + "/circle");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String path) {
        return assertThatThrownBy(() -> fetch(path)).isInstanceOfSatisfying(FailureException.class,
                e -> assertThat(e.failure().code()).isEqualTo(Code.INVALID_REQUEST));
    }

    private Fetched fetch(String path) throws InterruptedException {
        return client.fetch("http://127.0.0.2:" + port + path, OutboundHouse.limits(limits -> limits), house.objects);
    }
}
