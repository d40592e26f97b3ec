package io.packhouse.deploy.packageserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where the package server listens, as the original writes it: an IP address, {@code any} or {@code localhost}, and a port
 * behind a colon; an IPv6 address is in brackets when a port follows. Case does not matter; names are not looked up.
 *
 * @param host
 *            an IP address
 * @param port
 *            0 for any free one
 */
public record ListenAddress(String host, int port) {

    /** The original's default. */
    public static final String DEFAULT = "localhost:8020";

    private static final String ANY = "0.0.0.0";
    private static final Pattern BRACKETS = Pattern.compile("\\[([0-9a-f:.%]+)](?::([0-9]+))?");
    private static final Pattern HOST = Pattern.compile("([^:\\[\\]]+)(?::([0-9]+))?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final int MOST_DIGITS = 5;

    /**
     * Reads an address.
     *
     * @throws ServerException
     *             with what the original says in front
     */
    public static ListenAddress parse(String text) throws ServerException {
        var address = text.strip().toLowerCase(Locale.ROOT);
        var brackets = BRACKETS.matcher(address);
        if (brackets.matches()) {
            return of(text, ipv6(text, brackets.group(1)), brackets.group(2));
        }
        var plain = HOST.matcher(address);
        if (plain.matches()) {
            return of(text, host(text, plain.group(1)), plain.group(2));
        }
        if (address.chars().filter(c -> c == ':').count() > 1) {
            return new ListenAddress(ipv6(text, address), 0);
        }
        throw wrong(text);
    }

    private static ListenAddress of(String text, String host, @Nullable String port)
            throws ServerException {
        if (port == null) {
            return new ListenAddress(host, 0);
        }
        int number = port.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(port);
        if (number == 0 || number > 65_535) {
            throw wrong(text);
        }
        return new ListenAddress(host, number);
    }

    private static String host(String text, String host) throws ServerException {
        if (host.equals("any")) {
            return ANY;
        }
        if (host.equals("localhost")) {
            return "127.0.0.1";
        }
        if (!IPV4.matcher(host).matches()) {
            throw wrong(text);
        }
        return literal(text, host);
    }

    private static String ipv6(String text, String host) throws ServerException {
        if (!host.contains(":")) {
            throw wrong(text);
        }
        return literal(text, host);
    }

    /** Not looked up, because it has only hexadecimal digits, dots and colons. */
    private static String literal(String text, String host) throws ServerException {
        try {
            InetAddress.ofLiteral(host);
            return host;
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
    }

    private static ServerException wrong(String text) {
        return new ServerException("the listen address needs to have a host part (an IP address, 'any' or 'localhost'), and "
                + "may have a port of 1 to 65535 behind a colon, but it is '" + text + "'");
    }

    /** The address to bind to: {@code any} is every address of this machine, those of IPv6 included where it has some. */
    String bound() {
        return host.equals(ANY) && hasIpv6() ? "::" : host;
    }

    private static boolean hasIpv6() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("::", 0));
            return true;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    /** How it is printed with the port that was taken in the end. */
    public String with(int taken) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + taken;
    }
}
