package io.packhouse.platform.outbound;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An {@code http} or {@code https} URL in canonical form. The reader is strict about everything before the path, where
 * programs differ in what they make of a URL, and mild about path and query, where it encodes what should have been encoded
 * (file names of add-ons do hold spaces and braces). A fragment is dropped.
 *
 * @param scheme
 *            {@code http} or {@code https}
 * @param host
 *            where
 * @param port
 *            1 to 65535; that of the scheme where the URL names none
 * @param target
 *            path and query as they stand in the request's first line; begins with {@code /}
 * @param standsFor
 *            the host in whose place this is asked, which is all that sentences say of a mirror: they reach people outside; null
 *            when it is asked for itself
 */
record WebUrl(String scheme, Host host, int port, String target, @Nullable Host standsFor) {

    /** Longer ones are refused; servers have limits of 4 to 16 KiB. */
    static final int LONGEST = 8192;

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]+)(:[0-9]{0,5})?");
    private static final Pattern ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /**
     * Reads a URL that somebody else wrote.
     *
     * @throws IllegalArgumentException
     *             when it is none that may be fetched; the message is a clause: what is wrong, and what would be right
     */
    static WebUrl parse(String text) {
        checkCharacters(text);
        var parts = SCHEME.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it has no scheme; http://… or https://… would be right");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("its scheme is " + scheme + ", and only http and https are fetched");
        }
        String rest = parts.group(2);
        if (!rest.startsWith("//")) {
            throw new IllegalArgumentException("no // follows its scheme");
        }
        int end = endOfAuthority(rest);
        return of(scheme, rest.substring(2, end), rest.substring(end));
    }

    private static void checkCharacters(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("it has more than " + LONGEST + " characters");
        }
        if (text.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("it holds a backslash, which programs read differently");
        }
        if (text.chars().anyMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0))) {
            throw new IllegalArgumentException("it holds a control character such as a tab or a line break");
        }
    }

    private static int endOfAuthority(String rest) {
        int at = 2;
        while (at < rest.length() && "/?#".indexOf(rest.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static WebUrl of(String scheme, String authority, String after) {
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("it holds a user name or password before its host, and none is ever sent");
        }
        var parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + authority + "' is no host with or without a port");
        }
        int fragment = after.indexOf('#');
        String target = encoded(fragment < 0 ? after : after.substring(0, fragment));
        return new WebUrl(scheme, Host.parse(parts.group(1)), port(scheme, parts.group(2)),
                target.startsWith("/") ? target : "/" + target, null);
    }

    /** The same, asked in place of {@code original}. */
    WebUrl inPlaceOf(Host original) {
        return new WebUrl(scheme, host, port, target, original);
    }

    boolean isMirror() {
        return standsFor != null;
    }

    /** What sentences call the server. */
    String server() {
        return standsFor == null ? host.toString() : "the mirror of " + standsFor;
    }

    private static int port(String scheme, String text) {
        if (text == null || text.length() == 1) {
            return standardPort(scheme);
        }
        int port = Integer.parseInt(text.substring(1));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("its port " + port + " is none: 1 to 65535");
        }
        return port;
    }

    private static int standardPort(String scheme) {
        return scheme.equals("http") ? 80 : 443;
    }

    /** Path and query with everything percent-encoded that may not stand there as it is. */
    private static String encoded(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte octet : ESCAPE.matcher(text).replaceAll("%25").getBytes(StandardCharsets.UTF_8)) {
            if (octet <= ' ' || octet == 0x7f || "\"<>[]^`{|}".indexOf(octet) >= 0) {
                out.append('%').append(String.format(Locale.ROOT, "%02X", octet & 0xff));
            } else {
                out.append((char) octet);
            }
        }
        return out.toString();
    }

    /**
     * Where a redirect leads, as RFC 3986 resolves it.
     *
     * @param location
     *            the {@code Location} header's value
     * @throws IllegalArgumentException
     *             as {@link #parse}
     */
    WebUrl resolve(String location) {
        checkCharacters(location);
        if (SCHEME.matcher(location).matches()) {
            return parse(location);
        }
        if (location.startsWith("//")) {
            return parse(scheme + ":" + location);
        }
        int query = target.indexOf('?');
        if (location.isEmpty() || location.startsWith("?") || location.startsWith("#")) {
            // The JDK's resolution would drop the path's last segment.
            return location.startsWith("?")
                    ? of(scheme, authority(), target.substring(0, query < 0 ? target.length() : query) + location)
                    : this;
        }
        URI resolved = URI.create(toString()).resolve(URI.create(encoded(location)));
        return parse(resolved.toString());
    }

    /** Host and port as a {@code Host} header has them. */
    String authority() {
        return port == standardPort(scheme) ? host.toString() : host + ":" + port;
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    @Override
    public String toString() {
        return scheme + "://" + authority() + target;
    }
}
