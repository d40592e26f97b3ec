package io.packhouse.platform.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A DNS of our own: each name answers a list of addresses; a name with several answers gives them one after the other. */
final class TestDns implements HostResolver {

    private final Map<String, List<List<InetAddress>>> answers = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

    /** The names that the tests of the guard ask for. */
    static TestDns corpus() {
        return new TestDns()
                .name("public.example", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")
                .name("loopback.example", "127.0.0.1").name("private.example", "10.1.2.3").name("ula.example", "fd12::1")
                .name("metadata.example", "169.254.169.254").name("one-bad.example", "93.184.215.14", "192.168.1.1")
                .name("bad-second-family.example", "93.184.215.14", "::1").name("nat64.example", "64:ff9b::5db8:d70e")
                .name("nat64-private.example", "64:ff9b::a01:203").name("xn--bcher-kva.example", "93.184.215.14")
                .name("under_score.example", "93.184.215.14").name("localhost", "127.0.0.1", "::1");
    }

    /** Answers {@code name} with these addresses at every question. */
    TestDns name(String name, String... addresses) {
        answers.put(name, List.of(literals(addresses)));
        return this;
    }

    /** Answers the first question with one address, and all later ones with another. */
    TestDns rebinding(String name, String first, String later) {
        answers.put(name, List.of(literals(first), literals(later)));
        return this;
    }

    /** How often {@code name} was asked for. */
    int asked(String name) {
        return asked.getOrDefault(name, new AtomicInteger()).get();
    }

    @Override
    public List<InetAddress> resolve(String name) throws UnknownHostException {
        int before = asked.computeIfAbsent(name, _ -> new AtomicInteger()).getAndIncrement();
        var all = answers.get(name);
        if (all == null) {
            throw new UnknownHostException(name);
        }
        return all.get(Math.min(before, all.size() - 1));
    }

    private static List<InetAddress> literals(String... addresses) {
        return List.of(addresses).stream().map(InetAddress::ofLiteral).toList();
    }
}
