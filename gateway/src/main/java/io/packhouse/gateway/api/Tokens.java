package io.packhouse.gateway.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callers of the API, read from the tokens file: one token per line, {@code NAME SCOPE,SCOPE SHA256}; blank lines and
 * lines that begin with {@code #} are passed over. A file that changed is read again; one that is then broken is reported
 * and changes nothing.
 */
public final class Tokens {

    private static final Logger log = LoggerFactory.getLogger(Tokens.class);
    private static final int TOKEN_LIMIT = 512;
    private static final long FILE_LIMIT = 4 * 1024 * 1024;

    private final Path file;
    private volatile List<Token> tokens;
    private State read;

    /** Reads {@code file}; {@link IllegalArgumentException} when that cannot be done, in a sentence for the operator. */
    public Tokens(Path file) {
        this.file = file;
        this.read = State.of(file);
        this.tokens = load(file);
    }

    /** What tells a changed file from the one that was read. */
    private record State(FileTime modified, long size) {
        static State of(Path file) {
            try {
                return new State(Files.getLastModifiedTime(file), Files.size(file));
            } catch (IOException e) {
                throw new IllegalArgumentException("the tokens file " + file + " cannot be read", e);
            }
        }
    }

    /** Reads the file again if it has changed; blocks. For one thread at a time. */
    void refresh() {
        try {
            State now = State.of(file);
            if (!now.equals(read)) {
                tokens = load(file);
                read = now;
                log.atInfo().addKeyValue("tokens", tokens.size()).log("Read the changed tokens file");
            }
        } catch (IllegalArgumentException e) {
            log.atError().addKeyValue("cause", e.getMessage())
                    .log("The tokens file is broken; the tokens read before still hold");
        }
    }

    private static List<Token> load(Path file) {
        List<Token> all = new ArrayList<>();
        int number = 0;
        try {
            if (Files.size(file) > FILE_LIMIT) {
                throw new IllegalArgumentException("the tokens file " + file + " is larger than " + FILE_LIMIT + " bytes");
            }
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                    all.add(Token.parse(line));
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the tokens file " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the tokens file " + file + ", line " + number + ": " + e.getMessage(), e);
        }
        return List.copyOf(all);
    }

    /**
     * Who presents {@code presented}. Takes the same time for every token that is not known, and looks at all of them, so
     * that nothing can be learned by measuring.
     */
    Optional<Token> find(String presented) {
        if (presented.length() > TOKEN_LIMIT) {
            return Optional.empty();
        }
        byte[] digest = sha256(presented);
        Token found = null;
        for (Token token : tokens) {
            if (MessageDigest.isEqual(token.sha256(), digest)) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * A fresh token.
     *
     * @param secret
     *            what the caller presents; shown once and kept nowhere
     * @param line
     *            what belongs into the tokens file
     */
    public record NewToken(String secret, String line) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "NewToken[" + line + "]";
        }
    }

    /** Makes a token of 256 random bits; {@link IllegalArgumentException} when the name is none or there is no scope. */
    public static NewToken newToken(String name, Set<Scope> scopes) {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        String secret = "ph_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        return new NewToken(secret, new Token(name, scopes, sha256(secret)).line());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
