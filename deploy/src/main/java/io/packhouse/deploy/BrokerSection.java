package io.packhouse.deploy;

/**
 * The section {@code broker} of the configuration.
 *
 * @param host
 *            the address that the broker listens at and names to its clients
 * @param port
 *            its port, 0 for the command's own choice
 */
public record BrokerSection(String host, int port) {

    public BrokerSection {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + " but must be one of 0 to 65535");
        }
        if (host.equals("0.0.0.0") || host.equals("::")) {
            throw new IllegalArgumentException("host is " + host + " but must be an address that clients can reach it at");
        }
    }
}
