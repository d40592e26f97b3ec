package io.packhouse.platform.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Server-side request forgery: what must not pass, with the rule that stops it, and what must. */
class GuardTest {

    private static final Ports PORTS = Ports.parse(OutboundHouse.defaults().ports());

    private final TestDns dns = new TestDns().name("public.example", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")
            .name("loopback.example", "127.0.0.1").name("private.example", "10.1.2.3").name("ula.example", "fd12::1")
            .name("metadata.example", "169.254.169.254").name("one-bad.example", "93.184.215.14", "192.168.1.1")
            .name("bad-second-family.example", "93.184.215.14", "::1").name("nat64.example", "64:ff9b::5db8:d70e")
            .name("nat64-private.example", "64:ff9b::a01:203").name("xn--bcher-kva.example", "93.184.215.14")
            .name("under_score.example", "93.184.215.14").name("localhost", "127.0.0.1", "::1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # IPv4 that is not public
            http://127.0.0.1/ | a loopback address
            http://127.1.2.3:8080/ | a loopback address
            http://0.0.0.0/ | an address of this machine
            http://10.0.0.1/ | in a private network
            http://172.16.0.1/ | in a private network
            http://172.31.255.255/ | in a private network
            http://192.168.0.1/ | in a private network
            http://100.64.0.1/ | in a provider's shared network
            http://169.254.1.1/ | a link-local address
            http://169.254.169.254/latest/meta-data/ | a cloud's metadata service
            http://169.254.170.2/v2/credentials | a cloud's metadata service
            http://100.100.100.200/ | a cloud's metadata service
            http://168.63.129.16/ | a cloud's metadata service
            http://192.0.0.1/ | in a network for protocols
            http://192.0.2.1/ | for documentation
            http://198.51.100.7/ | for documentation
            http://203.0.113.9/ | for documentation
            http://198.18.0.1/ | for benchmarks
            http://198.19.255.255/ | for benchmarks
            http://192.88.99.1/ | a 6to4 relay
            http://224.0.0.1/ | a multicast address
            http://239.255.255.250/ | a multicast address
            http://240.0.0.1/ | a reserved address
            http://255.255.255.255/ | the broadcast address
            # IPv6 that is not public
            http://[::1]/ | a loopback address
            http://[0:0:0:0:0:0:0:1]/ | a loopback address
            http://[0000:0000:0000:0000:0000:0000:0000:0001]:8080/ | a loopback address
            http://[::]/ | an address of this machine
            http://[fc00::1]/ | in a private network
            http://[fdff:ffff::1]/ | in a private network
            http://[fd00:ec2::254]/ | a cloud's metadata service
            http://[fd20:ce::254]/ | a cloud's metadata service
            http://[fe80::1]/ | a link-local address
            http://[febf::1]/ | a link-local address
            http://[fec0::1]/ | a site-local address
            http://[ff02::1]/ | a multicast address
            http://[2001:db8::1]/ | for documentation
            http://[3fff::1]/ | for documentation
            http://[100::1]/ | a black hole
            http://[2001:2::1]/ | in a network for protocols
            http://[4000::1]/ | a reserved address
            http://[5f00::1]/ | a reserved address
            # IPv4 in IPv6
            http://[::ffff:127.0.0.1]/ | a loopback address
            http://[::ffff:7f00:1]/ | a loopback address
            http://[0:0:0:0:0:ffff:10.0.0.1]/ | in a private network
            http://[::ffff:169.254.169.254]/ | a cloud's metadata service
            http://[::127.0.0.1]/ | an IPv4 address in disguise
            http://[::ffff:0:127.0.0.1]/ | an IPv4 address in disguise
            http://[64:ff9b::127.0.0.1]/ | a loopback address
            http://[64:ff9b::a9fe:a9fe]/ | a cloud's metadata service
            http://[64:ff9b:1::a00:1]/ | in a private network behind NAT64
            http://[2002:7f00:1::]/ | a 6to4 address
            http://[2002:a00:1::1]/ | a 6to4 address
            http://[2001:0:7f00:1::]/ | a Teredo address
            # zone ids and other brackets
            http://[fe80::1%25eth0]/ | without a zone id
            http://[fe80::1%eth0]/ | without a zone id
            http://[::1%25lo]/ | without a zone id
            http://[127.0.0.1]/ | is no IPv6 address
            http://[::1]x/ | is no host
            http://[::1/ | is no host
            http://[v1.::1]/ | is no IPv6 address
            # numeric forms
            http://2130706433/ | is a number but no address
            http://017700000001/ | is a number but no address
            http://0x7f000001/ | is a number but no address
            http://0x7f.1/ | is a number but no address
            http://0x7f.0.0.1/ | is a number but no address
            http://0X7F.0.0.0X1/ | is a number but no address
            http://0177.0.0.1/ | is a number but no address
            http://00127.0.0.1/ | is a number but no address
            http://127.0.0.01/ | is a number but no address
            http://127.1/ | is a number but no address
            http://127.0.1/ | is a number but no address
            http://127.0.0.1.1/ | is a number but no address
            http://1.1.1.256/ | is a number but no address
            http://0/ | is a number but no address
            http://0x/ | is a number but no address
            http://4294967295/ | is a number but no address
            http://example.0x7f/ | is a number but no address
            http://127.0.0.1./ | a loopback address
            http://127.1./ | is a number but no address
            # dots and digits of other scripts
            http://127。0。0。1/ | a loopback address
            http://127．0．0．1/ | a loopback address
            http://127｡0｡0｡1/ | a loopback address
            http://１２７.0.0.1/ | a loopback address
            http://①②⑦.0.0.1/ | a loopback address
            http://１６９｡254｡169｡254/ | a cloud's metadata service
            http://0ｘ7f.1/ | is a number but no address
            http://٣.0.0.1/ | is a number but no address
            http://ⓛocalhost/ | a loopback address
            http://localhost。/ | a loopback address
            http://good℀example/ | is no host name
            # names that lead inside
            http://localhost/ | a loopback address
            http://LOCALHOST:8080/ | a loopback address
            http://localhost./ | a loopback address
            http://loopback.example/ | a loopback address
            http://private.example/ | in a private network
            http://PRIVATE.example./ | in a private network
            http://ula.example/ | in a private network
            http://metadata.example/ | a cloud's metadata service
            http://one-bad.example/ | in a private network
            http://bad-second-family.example/ | a loopback address
            http://nat64-private.example/ | in a private network
            # users before the host, and other ways to hide a host
            http://public.example@127.0.0.1/ | a user name or password
            http://127.0.0.1@public.example/ | a user name or password
            http://user:pass@public.example/ | a user name or password
            http://@127.0.0.1/ | a user name or password
            http://public.example%40127.0.0.1/ | is a number but no address
            http://127.0.0.1%40public.example/ | is no host name
            http://127.0.0.1#@public.example/ | a loopback address
            http://127.0.0.1?@public.example/ | a loopback address
            http://127.0.0.1/@public.example | a loopback address
            http://127.0.0.1:80#@public.example:80/ | a loopback address
            http://127.0.0.1:80@public.example/ | a user name or password
            http://127.0.0.1:80:80/ | is no host
            http://127.0.0.1%20/ | is no host name
            http://127.0.0.1%00.public.example/ | is no host name
            http://%31%32%37.0.0.1/ | is a number but no address
            http://127.0.0.%31/ | is no host name
            http://%6c%6f%63alhost/ | is no host name
            http://127.0.0.1\\@public.example/ | a backslash
            http:\\\\127.0.0.1/ | a backslash
            http://public.example\\.private.example/ | a backslash
            http:/127.0.0.1/ | no // follows
            http:127.0.0.1/ | no // follows
            http:////127.0.0.1/ | is no host
            http:/// | is no host
            http:// | is no host
            http://:80/ | is no host
            http://./ | is no host name
            http://../ | is no host name
            http://a..b/ | is no host name
            http://public.example:0/ | its port 0 is none
            http://public.example:65536/ | its port 65536 is none
            http://public.example:-1/ | is no host
            http://public.example:８０/ | is no host
            http://public.example:80x/ | is no host
            http://exa mple/ | is no host name
            http://<public.example>/ | is no host name
            # ports
            http://public.example:22/ | port 22 is not among outbound.ports
            http://public.example:25/ | port 25 is not among outbound.ports
            http://public.example:1023/ | port 1023 is not among outbound.ports
            # other schemes
            file:///etc/passwd | its scheme is file
            FILE:///etc/passwd | its scheme is file
            file://127.0.0.1/etc/passwd | its scheme is file
            ftp://public.example/x.xpi | its scheme is ftp
            gopher://127.0.0.1:6379/_FLUSHALL | its scheme is gopher
            jar:http://public.example/x.jar!/y | its scheme is jar
            data:text/plain,x | its scheme is data
            javascript:alert(1) | its scheme is javascript
            dict://127.0.0.1:11211/stat | its scheme is dict
            netdoc:///etc/passwd | its scheme is netdoc
            ws://public.example/ | its scheme is ws
            view-source:http://public.example/ | its scheme is view-source
            //public.example/x | it has no scheme
            public.example/x | it has no scheme
            /etc/passwd | it has no scheme
            ` ` | it has no scheme
            """)
    void refuses(String url, String why) {
        assertThatThrownBy(() -> check(url)).isInstanceOf(NoAnswerException.Refused.class).hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1\t.public.example/", "http://pub\tlic.example/", "ht\ntp://public.example/",
            "http://public.example/\r\nHost: inside", "http://public.example/\u0000", "\u0001http://public.example/",
            "http://public.example/\u007f", "http://public.example/\u0085"})
    void refusesControlCharactersWhereverTheyAre(String url) {
        assertThatThrownBy(() -> check(url)).isInstanceOf(NoAnswerException.Refused.class)
                .hasMessageContaining("a control character");
    }

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
        HostResolver stuck = _ -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        };
        try (var guard = new Guard(AllowList.parse(List.of()), false, PORTS, stuck)) {
            assertThatThrownBy(() -> guard.check(Guard.read("http://stuck.example/"), Deadline.in(Duration.ofMillis(50))))
                    .isInstanceOf(NoAnswerException.Unreachable.class).hasMessageContaining("not found within 50 ms");
        }
        end.countDown();
    }

    @Test
    void saysThatAHostIsUnknown() {
        assertThatThrownBy(() -> check("http://unknown.example/")).isInstanceOf(NoAnswerException.Unreachable.class)
                .hasMessage("The host unknown.example has no address now");
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
