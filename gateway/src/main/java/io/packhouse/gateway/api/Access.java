package io.packhouse.gateway.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;

/**
 * Who may use the API. With a tokens file every operation needs {@code Authorization: Bearer TOKEN} with the right scope.
 * Without one everybody may do everything, which is allowed only while the gateway listens on loopback alone.
 */
public final class Access {

    /** The name of callers who need no token. */
    public static final String ANONYMOUS = "anonymous";

    private static final String CALLER = Access.class.getName();
    private static final Pattern BEARER = Pattern.compile("bearer +([A-Za-z0-9._~+/=-]+) *", Pattern.CASE_INSENSITIVE);
    private static final String SCHEME = "Bearer ";
    private static final long RELOAD_MILLIS = 2000;

    private final Optional<Tokens> tokens;
    private final boolean closed;

    private Access(Optional<Tokens> tokens, boolean closed) {
        this.tokens = tokens;
        this.closed = closed;
    }

    /** Everybody may do everything. */
    public static Access open() {
        return new Access(Optional.empty(), false);
    }

    /** Those who present one of these tokens may do what its scopes allow. */
    public static Access by(Tokens tokens) {
        return new Access(Optional.of(tokens), false);
    }

    /** Nobody may do anything. */
    public static Access closed() {
        return new Access(Optional.empty(), true);
    }

    /**
     * As {@link #configured}, but an API that would be open to others is closed instead: for a process whose other interfaces
     * are open on purpose.
     */
    public static Access configuredOrClosed(String host, Optional<Path> tokensFile) {
        return tokensFile.isPresent() || isLoopback(host) ? configured(host, tokensFile) : closed();
    }

    /**
     * The access that the configuration asks for. May block, to resolve the host's name and to read the file.
     *
     * @throws IllegalArgumentException
     *             with a sentence for the operator when the start would leave the API open to others, or the file is broken
     */
    public static Access configured(String host, Optional<Path> tokensFile) {
        if (tokensFile.isPresent()) {
            return by(new Tokens(tokensFile.get()));
        }
        if (!isLoopback(host)) {
            throw new IllegalArgumentException("http.host is " + host + ", which others can reach, and there is no "
                    + "api.tokens-file: everybody could use the API; set api.tokens-file, or http.host to 127.0.0.1");
        }
        return open();
    }

    private static boolean isLoopback(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("http.host is " + host + ", which is no address of this machine", e);
        }
    }

    /** Begins to look for changes of the tokens file, every two seconds, as long as {@code vertx} lives. */
    public void watch(Vertx vertx) {
        tokens.ifPresent(file -> vertx.setPeriodic(RELOAD_MILLIS, _ -> vertx.executeBlocking(() -> {
            file.refresh();
            return null;
        })));
    }

    /** Lets requests pass whose token has {@code scope}; others get 401 or 403. Synchronous: no body is lost. */
    public Handler<RoutingContext> require(Scope scope) {
        return require(scope, _ -> Optional.empty());
    }

    /**
     * As {@link #require(Scope)}, and lets others pass too who present something else than a token.
     *
     * @param others
     *            the name of the caller who presents such a credential
     */
    public Handler<RoutingContext> require(Scope scope, Function<String, Optional<String>> others) {
        return context -> {
            if (closed) {
                throw new Failure(Code.FORBIDDEN, "the API is closed here: others can reach this address, and there are no "
                        + "tokens (api.tokens-file)").exception();
            }
            String caller = credential(context).flatMap(others)
                    .orElseGet(() -> identify(context, scope));
            context.put(CALLER, caller);
            context.next();
        };
    }

    /**
     * Who makes a request, for interfaces that answer in their own way: the token's name, or {@link #ANONYMOUS} where nobody
     * needs a token.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code UNAUTHENTICATED}, or {@code FORBIDDEN} when the token lacks the scope
     */
    public String identify(RoutingContext context, Scope scope) {
        return tokens.map(known -> authenticate(known, context, scope)).orElse(ANONYMOUS);
    }

    /** What a request presents as {@code Authorization: Bearer}, which may be more than a token's characters. */
    public static Optional<String> credential(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.empty()
                : Optional.of(header.substring(SCHEME.length()).strip()).filter(credential -> !credential.isEmpty());
    }

    private static String authenticate(Tokens known, RoutingContext context, Scope scope) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            throw new Failure(Code.UNAUTHENTICATED, "the request needs the header Authorization: Bearer TOKEN").exception();
        }
        Matcher bearer = BEARER.matcher(header);
        Token token = bearer.matches() ? known.find(bearer.group(1)).orElse(null) : null;
        if (token == null) {
            throw new Failure(Code.UNAUTHENTICATED, "the Authorization header names no token that is known here")
                    .exception();
        }
        if (!token.scopes().contains(scope)) {
            throw new Failure(Code.FORBIDDEN, "the token '" + token.name() + "' lacks the scope " + scope.wire())
                    .exception();
        }
        return token.name();
    }

    /** Who makes this request: the token's name, or {@link #ANONYMOUS}. Behind {@link #require} only. */
    public static String caller(RoutingContext context) {
        String caller = context.get(CALLER);
        if (caller == null) {
            throw new IllegalStateException("no scope was required on this route");
        }
        return caller;
    }
}
