package io.packhouse.platform.health;

/**
 * Where a process tells how it is: the section {@code management} of the configuration.
 *
 * @param host
 *            the address to listen on
 * @param port
 *            0 takes any free port
 */
public record ManagementSettings(String host, int port) {

    public ManagementSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not within 0 to 65535");
        }
    }
}
