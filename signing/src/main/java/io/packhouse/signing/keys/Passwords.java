package io.packhouse.signing.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads the passwords of key files anew whenever one is opened; none is kept, and the caller overwrites what it was given. */
final class Passwords {

    private static final long LIMIT = 64 * 1024;

    private final Function<String, @Nullable String> environment;

    /**
     * @param environment
     *            answers null for a variable that is not set
     */
    Passwords(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * The password of a key's file; empty when it has none.
     *
     * @throws FailureException
     *             {@code INVALID_REQUEST} when it should be somewhere where it is not
     */
    char[] of(KeySettings settings) {
        if (settings.passwordFile().isPresent()) {
            return fromFile(settings.passwordFile().get());
        }
        return settings.passwordEnv().map(this::fromVariable).orElseGet(() -> new char[0]);
    }

    private char[] fromVariable(String name) {
        String value = environment.apply(name);
        if (value == null) {
            throw wrong("the environment variable " + name + ", which should hold the password, is not set", null);
        }
        return value.toCharArray();
    }

    private static char[] fromFile(Path file) {
        byte[] bytes = bytes(file);
        CharBuffer decoded = CharBuffer.allocate(0);
        try {
            decoded = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Arrays.copyOfRange(decoded.array(), 0, withoutLineEnd(decoded));
        } catch (CharacterCodingException e) {
            throw wrong("the password file " + file + " is not UTF-8", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(decoded.array(), '\0');
        }
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > LIMIT) {
                throw wrong("the password file " + file + " is larger than " + LIMIT + " bytes", null);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw wrong("the password file " + file + " is not there", e);
        } catch (IOException e) {
            throw wrong("the password file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** Editors and echo end a file with a line end that is not meant. */
    private static int withoutLineEnd(CharBuffer text) {
        int end = text.limit();
        if (end > 0 && text.get(end - 1) == '\n') {
            end--;
            if (end > 0 && text.get(end - 1) == '\r') {
                end--;
            }
        }
        return end;
    }

    private static FailureException wrong(String sentence, @Nullable Exception cause) {
        Failure failure = new Failure(Failure.Code.INVALID_REQUEST, sentence);
        return cause == null ? failure.exception() : failure.exception(cause);
    }
}
