package io.packhouse.platform.outbound;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The host of a URL in its one canonical form, so that what is checked is what is meant. Where programs disagree about what a
 * host means (octal, hexadecimal, short and decimal forms of addresses, percent-encoding, zone ids), it is refused.
 */
sealed interface Host {

    /**
     * A name: lower case, ASCII (IDNA 2003, as the JDK has it; compatibility forms such as full-width digits and dots are
     * mapped first), without a final dot.
     */
    record Name(String ascii) implements Host {
        @Override
        public String toString() {
            return ascii;
        }
    }

    /** An address; an IPv6 address that only wraps an IPv4 one ({@code ::ffff:…}) is that IPv4 address. */
    record Literal(InetAddress address) implements Host {
        @Override
        public String toString() {
            return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
        }
    }

    /**
     * Reads the host part of a URL.
     *
     * @throws IllegalArgumentException
     *             when it is none, or not in a form that means one thing only; the message is a clause such as
     *             {@code the host '0x7f.1' is …}
     */
    static Host parse(String text) {
        if (text.startsWith("[")) {
            return bracketed(text);
        }
        String ascii = ascii(text);
        String host = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        if (Forms.ADDRESS.matcher(host).matches()) {
            return new Literal(Inet4Address.ofLiteral(host));
        }
        String[] labels = host.split("\\.", -1);
        if (Forms.NUMBER.matcher(labels[labels.length - 1]).matches()) {
            throw new IllegalArgumentException("the host '" + text + "' is a number but no address in the form 192.0.2.1, "
                    + "without leading zeros; other forms are read differently by different programs");
        }
        if (host.length() > 253 || !Arrays.stream(labels).allMatch(label -> Forms.LABEL.matcher(label).matches())) {
            throw new IllegalArgumentException("the host '" + text
                    + "' is no host name: labels of letters, digits, hyphens and underscores, separated by dots");
        }
        return new Name(host);
    }

    private static Host bracketed(String text) {
        if (text.endsWith("]") && Forms.BRACKETED.matcher(text).matches()) {
            try {
                return new Literal(Inet6Address.ofLiteral(text.substring(1, text.length() - 1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the host '" + text + "' is no IPv6 address", e);
            }
        }
        throw new IllegalArgumentException("the host '" + text + "' is no IPv6 address in brackets, without a zone id");
    }

    private static String ascii(String text) {
        try {
            return IDN.toASCII(text).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The JDK answers some inputs, such as empty labels of foreign dots, with an index.
            throw new IllegalArgumentException("the host '" + text + "' is no host name", e);
        }
    }

    /** What hosts look like. */
    final class Forms {
        private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
        private static final Pattern ADDRESS = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
        private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
        private static final Pattern LABEL = Pattern.compile("[a-z0-9_-]{1,63}");
        private static final Pattern BRACKETED = Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}]");

        private Forms() {
        }
    }
}
