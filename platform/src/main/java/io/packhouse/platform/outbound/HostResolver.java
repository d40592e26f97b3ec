package io.packhouse.platform.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host name. Tests bring their own DNS by it. */
@FunctionalInterface
public interface HostResolver {

    /**
     * The addresses of {@code name}, the preferred one first; at least one. May block; is called on a thread that may be kept
     * waiting. Asked once for each request and redirect: what it answers is checked, and nothing else is dialled.
     *
     * @param name
     *            ASCII, lower case, without a final dot; never an address
     * @throws UnknownHostException
     *             when there is none now
     */
    List<InetAddress> resolve(String name) throws UnknownHostException;

    /** The resolver of this machine, with the JDK's cache (30 s for what was found, 10 s for what was not). */
    static HostResolver system() {
        return name -> List.of(InetAddress.getAllByName(name));
    }
}
