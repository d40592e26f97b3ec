package io.packhouse.gateway.signatures;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.netty.util.NetUtil;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.packages.PackageKey;

/**
 * How many signatures for new hardware ids an address may have made of one package within an hour, which begins with the first:
 * every hardware id that somebody makes up costs a signature and an object for ever. Only what has to be made anew is counted,
 * by this gateway alone. An address of IPv6 stands for its /64, which one customer has.
 *
 * <p>
 * Remembers {@value #TABLE} pairs of address and package at most. When there are more, the one whose hour began first is
 * forgotten, though it may have some of it left: whoever can ask from so many addresses gets past this limit, but slows nobody
 * else down. For any thread.
 */
final class NewHardwareIds {

    static final int TABLE = 50_000;
    private static final long WINDOW = Duration.ofHours(1).toNanos();
    private static final int CUSTOMER_BYTES = 8;

    private final int limit;
    private final LongSupplier clock;
    private final Map<Place, Window> windows = new LinkedHashMap<>();

    private record Place(String network, PackageKey key) {
    }

    private static final class Window {
        private final long begun;
        private int count;

        Window(long begun) {
            this.begun = begun;
        }
    }

    /**
     * @param limit
     *            new hardware ids per address and package and hour; 0 for any number
     * @param clock
     *            nanoseconds, as {@link System#nanoTime}
     */
    NewHardwareIds(int limit, LongSupplier clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /**
     * Counts one.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code TOO_MANY}, with the time after which there is room again
     */
    synchronized void count(String address, PackageKey key) {
        if (limit == 0) {
            return;
        }
        long now = clock.getAsLong();
        forget(now);
        Window window = windows.computeIfAbsent(new Place(network(address), key), _ -> new Window(now));
        if (window.count >= limit) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(window.begun + WINDOW - now) + 1;
            throw new Failure(Code.TOO_MANY,
                    "more than " + limit + " new hardware ids came from this address for the package "
                            + key.id() + " within an hour; ids that were seen before are served")
                    .retryAfter((int) seconds).exception();
        }
        window.count++;
    }

    /** How many pairs are remembered. */
    synchronized int size() {
        return windows.size();
    }

    private void forget(long now) {
        Iterator<Window> eldest = windows.values().iterator();
        while (eldest.hasNext()) {
            if (now - eldest.next().begun < WINDOW && windows.size() < TABLE) {
                return;
            }
            eldest.remove();
        }
    }

    private static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        try {
            // Java makes an address of IPv4 of one that is mapped into IPv6.
            return bytes != null && InetAddress.getByAddress(bytes) instanceof Inet6Address
                    ? HexFormat.of().formatHex(bytes, 0, CUSTOMER_BYTES)
                    : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("bytes of an address are none: " + address, e);
        }
    }
}
