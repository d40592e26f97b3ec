package io.packhouse.platform.outbound;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a list of allowed servers: {@code [http://|https://][*.]host[:port|:*]}.
 *
 * @param host
 *            in canonical form; with {@code isWide} all names below it are meant, and not itself
 * @param port
 *            null for any
 */
record SiteRule(String scheme, String host, boolean isWide, @Nullable Integer port) {

    private static final Pattern FORM = Pattern
            .compile("(?:(https?)://)?(\\*\\.)?(\\[[^\\[\\]]+]|[^:/?#@\\[\\]*]+)(?::([0-9]{1,5}|\\*))?/?");

    /** {@link IllegalArgumentException} with a sentence when the entry cannot be read. */
    static SiteRule parse(String entry) {
        var parts = FORM.matcher(entry);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + entry
                    + "' is no allowed host such as maven.example.org, *.example.org, host:8443 or http://host:8080");
        }
        String scheme = parts.group(1) == null ? "https" : parts.group(1);
        String port = parts.group(4);
        // Reads what URLs are read with, so that both are in the same form.
        WebUrl url = WebUrl.parse(scheme + "://" + parts.group(3) + (port == null || port.equals("*") ? "" : ":" + port));
        boolean isWide = parts.group(2) != null;
        if (isWide && url.host() instanceof Host.Literal) {
            throw new IllegalArgumentException("'" + entry + "': nothing is below an address");
        }
        return new SiteRule(scheme, url.host().toString(), isWide, "*".equals(port) ? null : Integer.valueOf(url.port()));
    }

    boolean allows(WebUrl url) {
        String name = url.host().toString();
        return url.scheme().equals(scheme) && (port == null || port == url.port())
                && (isWide ? name.endsWith("." + host) && url.host() instanceof Host.Name : name.equals(host));
    }
}
