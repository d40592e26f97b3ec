package io.packhouse.platform.outbound;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The corpus of server-side request forgery: what must not pass, each with the rule that stops it. */
class RefusedUrlsTest {

    private final Guard guard = new Guard(AllowList.parse(List.of()), false,
            Ports.parse(OutboundHouse.defaults().ports()), TestDns.corpus());

    @AfterEach
    void close() {
        guard.close();
    }

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
        assertThatThrownBy(() -> guard.check(Guard.read(url), Deadline.in(Duration.ofSeconds(10))))
                .isInstanceOf(NoAnswerException.Refused.class).hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1\t.public.example/", "http://pub\tlic.example/", "ht\ntp://public.example/",
            "http://public.example/\r\nHost: inside", "http://public.example/\u0000", "\u0001http://public.example/",
            "http://public.example/\u007f", "http://public.example/\u0085"})
    void refusesControlCharactersWhereverTheyAre(String url) {
        assertThatThrownBy(() -> guard.check(Guard.read(url), Deadline.in(Duration.ofSeconds(10))))
                .isInstanceOf(NoAnswerException.Refused.class)
                .hasMessageContaining("a control character");
    }

}
