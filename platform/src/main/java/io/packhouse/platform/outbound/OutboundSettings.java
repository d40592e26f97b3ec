package io.packhouse.platform.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.packhouse.platform.config.Config;

/**
 * What may leave: the section {@code outbound} of the configuration.
 *
 * @param allow
 *            networks, addresses and host names that pass besides public addresses
 * @param allowLoopback
 *            whether this machine's own services may be reached
 * @param ports
 *            single ports and ranges
 * @param connectTimeout
 *            how long connecting to one address may take, TLS included
 * @param keepAlive
 *            how long an idle connection is kept for the next request to the same address
 * @param connectionsPerAddress
 *            the most connections to one address at a time; further requests to it wait within {@code connectTimeout}
 * @param userAgent
 *            how we name ourselves
 * @param trustFile
 *            certificates of authorities in PEM, instead of those of the JDK
 * @param fetch
 *            what a fetch may take
 */
public record OutboundSettings(List<String> allow, Loopback allowLoopback, List<String> ports, Duration connectTimeout,
        Duration keepAlive, int connectionsPerAddress, String userAgent, Optional<Path> trustFile, FetchLimits fetch) {

    public OutboundSettings {
        allow = List.copyOf(allow);
        ports = List.copyOf(ports);
        AllowList.parse(allow);
        Ports.parse(ports);
        if (connectionsPerAddress < 1 || connectTimeout.toMillis() < 1 || keepAlive.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "connections-per-address is at least 1, connect-timeout 1ms and keep-alive 1s");
        }
        if (!userAgent.matches("[ -~]{1,200}")) {
            throw new IllegalArgumentException("user-agent is 1 to 200 printable ASCII characters");
        }
    }

    /** Whether loopback addresses pass. */
    public enum Loopback {
        /** While Packhouse itself is reachable from this machine alone. */
        AUTO,
        /** Always. */
        TRUE,
        /** Only where {@code allow} names them. */
        FALSE
    }

    /** The section, with {@link Loopback#AUTO} decided: {@link Loopback#TRUE} or {@link Loopback#FALSE}. */
    static OutboundSettings of(Config config, String bootstrap) {
        var settings = config.section("outbound", OutboundSettings.class);
        return settings.allowLoopback() == Loopback.AUTO
                ? settings.withLoopback(isAlone(config, bootstrap) ? Loopback.TRUE : Loopback.FALSE)
                : settings;
    }

    OutboundSettings withLoopback(Loopback decided) {
        return new OutboundSettings(allow, decided, ports, connectTimeout, keepAlive, connectionsPerAddress, userAgent,
                trustFile, fetch);
    }

    /**
     * Whether the house can be reached from this machine alone. A worker does not see what its gateway listens on; the same
     * configuration tells, as {@code http.host}. Where Kafka is on another machine the gateway may be too, so that then nothing
     * is concluded from a default.
     */
    private static boolean isAlone(Config config, String bootstrap) {
        boolean gatewayIsLocal = config.keys().stream().noneMatch(key -> key.name().equals("http.host"))
                || isLoopback(config.section("http", Listening.class).host());
        return gatewayIsLocal
                && Arrays.stream(bootstrap.split(",")).map(broker -> broker.strip().replaceFirst(":[0-9]*$", ""))
                        .allMatch(OutboundSettings::isLoopback);
    }

    private record Listening(String host) {
    }

    private static boolean isLoopback(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
