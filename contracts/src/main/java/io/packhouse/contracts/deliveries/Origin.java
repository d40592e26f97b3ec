package io.packhouse.contracts.deliveries;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The origin of a URL, such as {@code https://amo.example:443}: what deliveries are keyed by, so that one process has them. */
public final class Origin {

    /** For what is no absolute URL with a host; such deliveries end at once, but they are recorded. */
    public static final String NONE = "none";

    private Origin() {
    }

    /** The origin of {@code url}: scheme and host in lower case, the port always written; {@link #NONE} where there is none. */
    public static String of(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || (!scheme.equals("http") && !scheme.equals("https"))) {
                return NONE;
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? 80 : 443;
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
        } catch (URISyntaxException e) {
            return NONE;
        }
    }
}
