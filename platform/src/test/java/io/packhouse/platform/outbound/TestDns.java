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
