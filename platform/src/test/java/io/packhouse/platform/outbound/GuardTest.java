package io.packhouse.platform.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What the guard lets pass, and what it does on its way there. */
class GuardTest {

    private static final Ports PORTS = Ports.parse(OutboundHouse.defaults().ports());

    private final TestDns dns = TestDns.corpus();

    @ParameterizedTest
    @CsvSource({"http://public.example/, 93.184.215.14, public.example, 80",
            "HTTP://PUBLIC.Example/, 93.184.215.14, public.example, 80",
            "hTTps://public.example, 93.184.215.14, public.example, 443",
            "http://public.example.:8080/x?y, 93.184.215.14, public.example, 8080",
            "http://public.example:/x, 93.184.215.14, public.example, 80",
            "http://public.example:00080/, 93.184.215.14, public.example, 80",
            "http://93.184.215.14/, 93.184.215.14, 93.184.215.14, 80",
            "http://９３.184。215.14/, 93.184.215.14, 93.184.215.14, 80",
            "http://[2606:2800:21f::1]/, 2606:2800:21f:0:0:0:0:1, [2606:2800:21f:0:0:0:0:1], 80",
            "http://[::ffff:93.184.215.14]/, 93.184.215.14, 93.184.215.14, 80",
            "http://nat64.example/, 64:ff9b:0:0:0:0:5db8:d70e, nat64.example, 80",
            "http://BÜCHER.example/, 93.184.215.14, xn--bcher-kva.example, 80",
            "http://public.example:65535/, 93.184.215.14, public.example, 65535"})
    void letsPublicOnesPass(String url, String address, String host, int port) throws Exception {
        var target = check(url);

        assertThat(target.addresses().getFirst()).isEqualTo(InetAddress.ofLiteral(address));
        assertThat(target.url().host()).hasToString(host);
        assertThat(target.url().port()).isEqualTo(port);
        assertThat(URI.create(target.url().toString()).getHost()).as("how others read the canonical form").isEqualTo(host);
    }

    @Test
    void dialsNothingButWhatTheOneResolutionAnswered() throws Exception {
        dns.rebinding("rebinding.example", "93.184.215.14", "127.0.0.1");

        assertThat(check("http://rebinding.example/").addresses()).containsExactly(InetAddress.ofLiteral("93.184.215.14"));
        assertThat(dns.asked("rebinding.example")).isOne();
        assertThatThrownBy(() -> check("http://rebinding.example/")).isInstanceOf(NoAnswerException.Refused.class);
    }

    @Test
    void doesNotTellWhatANameResolvedTo() {
        assertThatThrownBy(() -> check("http://private.example/x?secret=1")).hasMessageNotContaining("10.1.2.3")
                .hasMessageNotContaining("secret");
    }

    @Test
    void takesUnderscoresAsTheyAreInNamesOfContainers() throws Exception {
        assertThat(check("http://under_score.example/").url()).hasToString("http://under_score.example/");
    }

    @Test
    void asksNobodyForAddresses() throws Exception {
        check("http://93.184.215.14/");

        assertThat(dns.asked("93.184.215.14")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"http://10.1.2.3/, 10.0.0.0/8", "http://private.example/, 10.0.0.0/8", "http://private.example/, 10.1.2.3",
            "http://private.example/, private.example", "http://Private.Example./, PRIVATE.example.",
            "http://ula.example/, fd12::/32", "http://one-bad.example/, 192.168.1.1",
            "http://nat64-private.example/, 10.1.0.0/16", "http://[64:ff9b::a01:203]/, 64:ff9b::/96",
            "http://[::ffff:10.1.2.3]/, 10.1.2.3/32", "http://127.0.0.1/, 127.0.0.1",
            "http://metadata.example/, 169.254.169.254", "http://[fd00:ec2::254]/, fd00:ec2::254/128",
            "http://192.0.2.1/, 192.0.2.0/24"})
    void letsPassWhatIsAllowed(String url, String allowed) throws Exception {
        assertThat(check(guard(List.of("198.18.0.1", allowed), false), url).addresses()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"http://10.1.2.3/, 10.0.0.0/16", "http://private.example/, ula.example",
            "http://sub.private.example/, private.example", "http://10.1.2.3/, private.example",
            "http://metadata.example/, metadata.example", "http://metadata.example/, 169.254.0.0/16",
            "http://169.254.169.254/, 0.0.0.0/0", "http://[fd00:ec2::254]/, fd00::/8",
            "http://168.63.129.16/, 168.0.0.0/8", "http://[64:ff9b::a9fe:a9fe]/, 64:ff9b::/96",
            "http://one-bad.example/, 192.168.1.2"})
    void letsNothingElsePass(String url, String allowed) {
        dns.name("sub.private.example", "10.1.2.3");

        assertThatThrownBy(() -> check(guard(List.of(allowed), true), url)).isInstanceOf(NoAnswerException.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/", "http://127.8.9.1:8080/", "http://[::1]/", "http://localhost/",
            "http://[::ffff:127.0.0.1]/", "http://loopback.example/"})
    void letsLoopbackPassWhereItMay(String url) throws Exception {
        assertThat(check(guard(List.of(), true), url).addresses()).isNotEmpty();
        assertThatThrownBy(() -> check(guard(List.of(), false), url)).isInstanceOf(NoAnswerException.Refused.class);
    }

    @Test
    void knowsWhereLoopbackEnds() {
        assertThatThrownBy(() -> check(guard(List.of(), true), "http://0.0.0.0/"))
                .isInstanceOf(NoAnswerException.Refused.class);
        assertThatThrownBy(() -> check(guard(List.of(), true), "http://[::]/"))
                .isInstanceOf(NoAnswerException.Refused.class);
        assertThatThrownBy(() -> check(guard(List.of(), true), "http://[64:ff9b::127.0.0.1]/"))
                .isInstanceOf(NoAnswerException.Refused.class);
    }

    @Test
    void doesNotWaitForAResolverLongerThanItMay() throws Exception {
        var end = new CountDownLatch(1);
        try (var guard = new Guard(AllowList.parse(List.of()), false, PORTS, heldBy(end))) {
            assertThatThrownBy(() -> guard.check(Guard.read("http://stuck.example/"), Deadline.in(Duration.ofMillis(50))))
                    .isInstanceOf(NoAnswerException.Unreachable.class).hasMessageContaining("not found within 50 ms");
        }
        end.countDown();
    }

    @Test
    void makesLookupsWaitForTheirTurn() throws Exception {
        var begun = new CountDownLatch(Guard.RESOLVING);
        var end = new CountDownLatch(1);
        HostResolver slow = name -> {
            begun.countDown();
            return heldBy(end).resolve(name);
        };
        try (var guard = new Guard(AllowList.parse(List.of()), false, PORTS, slow);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var early = IntStream.range(0, Guard.RESOLVING).mapToObj(i -> threads.submit(() -> lookUp(guard, "a" + i)))
                    .toList();
            begun.await();
            var answer = new CompletableFuture<Guard.Target>();
            Thread late = Thread.ofVirtual().start(() -> {
                try {
                    answer.complete(lookUp(guard, "late"));
                } catch (NoAnswerException | InterruptedException | RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
            await().until(() -> late.getState() == Thread.State.TIMED_WAITING);

            end.countDown();

            assertThat(answer.get().addresses()).hasSize(1);
            for (var one : early) {
                assertThat(one.get().addresses()).hasSize(1);
            }
        }
    }

    private static Guard.Target lookUp(Guard guard, String name) throws NoAnswerException, InterruptedException {
        return guard.check(Guard.read("http://" + name + ".example/"), Deadline.in(Duration.ofMinutes(2)));
    }

    @Test
    void saysThatAHostIsUnknown() {
        assertThatThrownBy(() -> check("http://unknown.example/")).isInstanceOf(NoAnswerException.Unreachable.class)
                .hasMessage("The host unknown.example has no address now");
    }

    private static HostResolver heldBy(CountDownLatch latch) {
        return name -> {
            try {
                latch.await();
                return List.of(InetAddress.ofLiteral("93.184.215.14"));
            } catch (InterruptedException e) {
                throw new UnknownHostException(name);
            }
        };
    }

    private Guard.Target check(String url) throws Exception {
        return check(guard(List.of(), false), url);
    }

    private static Guard.Target check(Guard guard, String url) throws Exception {
        try (guard) {
            return guard.check(Guard.read(url), Deadline.in(Duration.ofSeconds(10)));
        }
    }

    private Guard guard(List<String> allow, boolean loopback) {
        return new Guard(AllowList.parse(allow), loopback, PORTS, dns);
    }
}
