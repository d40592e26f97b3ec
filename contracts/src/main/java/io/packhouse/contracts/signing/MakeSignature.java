package io.packhouse.contracts.signing;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The command to make a signature. The result is the {@link Signature}, which is also the object
 * {@link SignatureName#objectKey}; when that exists already, nothing is signed again.
 *
 * @param name
 *            which signature
 * @param content
 *            what is signed, for kinds that sign bytes which their digest does not say ({@code xpi-*}), at most 8 MiB; null for
 *            all others
 */
public record MakeSignature(SignatureName name,
        @JsonInclude(JsonInclude.Include.NON_NULL) byte @Nullable [] content) {

    /** The most bytes that {@code content} may have: as much as verifiers read of {@code META-INF/cose.manifest}. */
    public static final int CONTENT_LIMIT = 8 * 1024 * 1024;

    public MakeSignature {
        Objects.requireNonNull(name, "the signature's name is missing");
    }
}
