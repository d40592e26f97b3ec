package io.packhouse.contracts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The identity of a job: 40 characters of {@code [a-z0-9]}.
 *
 * <p>
 * Ids made here are 160 secure random bits in lower-case hexadecimal digits, which is also the form of a build id of the
 * custom installer builder; for installers the job's id <em>is</em> the build id. An id is not a secret, but it cannot be
 * guessed.
 */
public record JobId(@JsonValue String value) implements Comparable<JobId> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9]{40}");
    private static final SecureRandom RANDOM = new SecureRandom();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public JobId {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a job id is 40 characters of [a-z0-9], this one is not");
        }
    }

    /** Draws a new id: 160 bits of a cryptographically secure generator. */
    public static JobId random() {
        byte[] bits = new byte[20];
        RANDOM.nextBytes(bits);
        return new JobId(HexFormat.of().formatHex(bits));
    }

    /** The id that {@code text} spells, or empty when it does not have the form of one. */
    public static Optional<JobId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new JobId(text)) : Optional.empty();
    }

    /**
     * The id of a job that this one has made: always the same for one index, so that whoever makes it twice makes one job. It
     * can be guessed by nobody who does not know this id.
     *
     * @param index
     *            from 0
     */
    public JobId child(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("children are counted from 0, not " + index);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((value + "/" + index).getBytes(StandardCharsets.UTF_8));
            return new JobId(HexFormat.of().formatHex(digest, 0, 20));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
