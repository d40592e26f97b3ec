package io.packhouse.gateway.api;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.packhouse.contracts.Sha256;

/**
 * A caller of the API as the tokens file knows it: {@code NAME SCOPE,SCOPE SHA256}. The token itself is nowhere kept.
 *
 * @param name
 *            who it is: 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param sha256
 *            the SHA-256 of the token's UTF-8 bytes; not to be changed
 */
record Token(String name, Set<Scope> scopes, byte[] sha256) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    Token {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a token's name is 1 to 64 of A-Z a-z 0-9 . _ -, not '" + name + "'");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("the token '" + name + "' has no scope");
        }
        scopes = Set.copyOf(scopes);
    }

    /** Reads a line; {@link IllegalArgumentException} says what is wrong with it. */
    static Token parse(String line) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length != 3) {
            throw new IllegalArgumentException(
                    "a token is 'NAME SCOPE,SCOPE SHA256', this line has " + fields.length + " fields");
        }
        if (!Sha256.isDigest(fields[2])) {
            throw new IllegalArgumentException(
                    "the third field of the token '" + fields[0] + "' is not 64 lower-case hexadecimal digits");
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String scope : fields[1].split(",", -1)) {
            scopes.add(Scope.parse(scope).orElseThrow(
                    () -> new IllegalArgumentException(
                            "the token '" + fields[0] + "' has an unknown scope '" + scope + "'")));
        }
        return new Token(fields[0], scopes, HexFormat.of().parseHex(fields[2]));
    }

    /** The line that {@link #parse} reads. */
    String line() {
        Set<String> words = new TreeSet<>();
        scopes.forEach(scope -> words.add(scope.wire()));
        return name + " " + String.join(",", words) + " " + HexFormat.of().formatHex(sha256);
    }
}
