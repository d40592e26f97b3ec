package io.packhouse.platform.outbound;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Which servers one use of the client may ask, besides what {@code outbound} says of all, and which of them are asked in
 * place of others. The rules are for the address that somebody named and for each redirect; where a mirror stands for that
 * address, the mirror is asked, which is the operator's own word and needs no rule.
 */
public final class Sites {

    /** Every server; no mirrors. */
    static final Sites ANY = new Sites(null, List.of(), "");

    private static final Pattern DOTS = Pattern
            .compile("(?i)[^?]*(/|%2f|%5c)(\\.|%2e){1,2}((/|%2f|%5c|\\?).*)?");

    private final String setting;
    private final List<SiteRule> rules;
    private final boolean isOpen;
    private final List<Mirror> mirrors;

    /**
     * Addresses that are asked in place of others.
     *
     * @param from
     *            what an address begins with: a URL that ends with {@code /}
     * @param to
     *            what it begins with instead: a URL that ends with {@code /}
     */
    public record Mirror(String from, String to) {

        public Mirror {
            from = prefix(from);
            to = prefix(to);
        }

        private static String prefix(String text) {
            String url = WebUrl.parse(text).toString();
            if (!url.endsWith("/") || url.indexOf('?') >= 0 || DOTS.matcher(WebUrl.parse(text).target()).matches()) {
                throw new IllegalArgumentException(
                        "a mirror stands for addresses that begin with a URL that ends with /, not with '" + text + "'");
            }
            return url;
        }
    }

    private Sites(@Nullable List<String> hosts, List<Mirror> mirrors, String setting) {
        this.setting = setting;
        isOpen = hosts == null;
        rules = hosts == null ? List.of() : hosts.stream().map(SiteRule::parse).toList();
        this.mirrors = mirrors.stream().sorted(Comparator.comparingInt((Mirror one) -> one.from().length()).reversed())
                .toList();
    }

    /**
     * The rules of a list.
     *
     * @param hosts
     *            {@code maven.example.org} for https on its standard port, {@code *.example.org} for all names below,
     *            {@code host:8443} for another port and {@code host:*} for any, {@code http://host} for http
     * @param mirrors
     *            where several stand for an address, the one with the longest {@code from} does
     * @param setting
     *            what the list is called, for those who are told that a server is not on it
     * @throws IllegalArgumentException
     *             when an entry cannot be read; the message is a sentence's beginning
     */
    public static Sites of(List<String> hosts, List<Mirror> mirrors, String setting) {
        return new Sites(hosts, mirrors, setting);
    }

    /** What is asked in place of {@code url}, which somebody named. */
    WebUrl way(WebUrl url) throws NoAnswerException.Refused {
        if (!isAllowed(url)) {
            throw new NoAnswerException.Refused("The address " + url.scheme() + "://" + url.authority()
                    + " is refused: its host is not among " + setting);
        }
        return mirrored(url);
    }

    /** What is asked when {@code from} leads to {@code to}. A server that was asked may lead to itself, a mirror too. */
    WebUrl onward(WebUrl from, WebUrl to) throws NoAnswerException.Refused {
        boolean isSame = from.scheme().equals(to.scheme()) && from.authority().equals(to.authority());
        Host original = from.standsFor();
        if (isSame && !isAllowed(to)) {
            return original == null ? to : to.inPlaceOf(original);
        }
        if (original != null && !isAllowed(to)) {
            throw new NoAnswerException.Refused(
                    from.server() + " redirects to an address that is refused: its host is not among " + setting);
        }
        WebUrl next = way(to);
        return isSame && original != null && next.equals(to) ? to.inPlaceOf(original) : next;
    }

    private boolean isAllowed(WebUrl url) {
        return isOpen || rules.stream().anyMatch(rule -> rule.allows(url));
    }

    private WebUrl mirrored(WebUrl url) throws NoAnswerException.Refused {
        if (!isOpen && DOTS.matcher(url.target()).matches()) {
            // Servers and proxies differ in where such a path leads; behind a mirror's prefix it could lead out of it.
            throw new NoAnswerException.Refused(
                    "The address at " + url.host() + " is refused: a part of its path is . or ..");
        }
        String text = url.toString();
        for (Mirror mirror : mirrors) {
            if (text.startsWith(mirror.from())) {
                return WebUrl.parse(mirror.to() + text.substring(mirror.from().length())).inPlaceOf(url.host());
            }
        }
        return url;
    }
}
