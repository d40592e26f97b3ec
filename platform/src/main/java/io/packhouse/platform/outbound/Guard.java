package io.packhouse.platform.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where requests may go. A name is resolved once; all its addresses are checked, and exactly those may be dialled. One
 * bad address among good ones refuses the name: no honest public name has one, and which address is dialled would be chance.
 */
final class Guard implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);
    /** Lookups at a time; further ones wait for their turn, as long as their requests may. */
    static final int RESOLVING = 64;

    private final AllowList allow;
    private final boolean loopback;
    private final Ports ports;
    private final HostResolver resolver;
    private final ExecutorService threads = resolvers();

    /**
     * Where a request goes.
     *
     * @param url
     *            what is asked for
     * @param addresses
     *            what may be dialled, the preferred one first
     */
    record Target(WebUrl url, List<InetAddress> addresses) {
    }

    Guard(AllowList allow, boolean loopback, Ports ports, HostResolver resolver) {
        this.allow = allow;
        this.loopback = loopback;
        this.ports = ports;
        this.resolver = resolver;
    }

    /** Platform threads: the system's resolver would hold one of the few that carry all virtual ones. */
    private static ExecutorService resolvers() {
        var threads = new ThreadPoolExecutor(RESOLVING, RESOLVING, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("resolver-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Reads a URL that somebody else wrote. */
    static WebUrl read(String url) throws NoAnswerException.Refused {
        try {
            return WebUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new NoAnswerException.Refused("The URL cannot be used: " + e.getMessage());
        }
    }

    /** Checks and resolves. */
    Target check(WebUrl url, Deadline deadline) throws NoAnswerException, InterruptedException {
        if (!ports.contains(url.port())) {
            throw new NoAnswerException.Refused(
                    "The URL of " + url.server() + " is refused: "
                            + (url.isMirror() ? "its port" : "port " + url.port()) + " is not among outbound.ports");
        }
        var addresses = switch (url.host()) {
            case Host.Literal(InetAddress address) -> List.of(address);
            case Host.Name(String name) -> resolve(name, theHost(url), deadline);
        };
        for (InetAddress address : addresses) {
            var objection = objection(url.host(), address);
            if (objection.isPresent()) {
                log.atInfo().addKeyValue("host", url.host()).addKeyValue("address", address.getHostAddress())
                        .log("Refused to dial an address");
                throw new NoAnswerException.Refused(theHost(url) + " is refused: its address is "
                        + objection.get() + "; only public ones and those of outbound.allow are reached");
            }
        }
        return new Target(url, addresses);
    }

    private Optional<String> objection(Host host, InetAddress address) {
        return allow.allows(host, address) || (loopback && address.isLoopbackAddress())
                ? Optional.empty()
                : SpecialNetworks.of(SpecialNetworks.reached(address));
    }

    /** As sentences begin. */
    private static String theHost(WebUrl url) {
        return url.isMirror() ? url.server() : "The host " + url.host();
    }

    private List<InetAddress> resolve(String name, String theHost, Deadline deadline)
            throws NoAnswerException, InterruptedException {
        Future<List<InetAddress>> lookup = threads.submit(() -> resolver.resolve(name));
        try {
            var addresses = lookup.get(deadline.remaining(), TimeUnit.NANOSECONDS);
            if (addresses.isEmpty()) {
                throw new NoAnswerException.Unreachable(theHost + " has no address", null);
            }
            return addresses;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw new NoAnswerException.Unreachable(theHost + " has no address now", unknown);
            }
            throw new IllegalStateException("the resolver failed", e.getCause());
        } catch (TimeoutException e) {
            throw new NoAnswerException.Unreachable(
                    "The address of " + theHost.replaceFirst("^The", "the") + " was not found within "
                            + deadline.limit().toMillis() + " ms",
                    e);
        } finally {
            lookup.cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
