package io.packhouse.gateway.forms;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads one of the two kinds of form, as the content type says. Text fields are held one at a time, files not at all, so
 * that memory is bounded by {@link FormLimits#fieldBytes()} whatever is sent.
 */
public final class FormReader {

    private static final Pattern BOUNDARY = Pattern.compile("[\\x21-\\x7e ]{0,69}[\\x21-\\x7e]");

    private final @Nullable String boundary;

    private FormReader(@Nullable String boundary) {
        this.boundary = boundary;
    }

    /**
     * The reader for a content type; empty when it is not one of a form.
     *
     * @throws FormException
     *             when it is one of a multipart form and its boundary is missing or none
     */
    public static Optional<FormReader> of(@Nullable String contentType) {
        MediaType type = MediaType.parse(contentType);
        return switch (type.value()) {
            case "application/x-www-form-urlencoded" -> Optional.of(new FormReader(null));
            case "multipart/form-data" ->
                Optional.of(new FormReader(type.parameter("boundary").filter(text -> BOUNDARY.matcher(text).matches())
                        .orElseThrow(() -> new FormException(
                                "the Content-Type of the multipart body has no boundary of 1 to 70 characters"))));
            default -> Optional.empty();
        };
    }

    /**
     * Reads a form to its end; blocks.
     *
     * @throws FormException
     *             when it is malformed
     * @throws io.packhouse.contracts.FailureException
     *             {@code TOO_LARGE} above a limit
     * @throws IOException
     *             what {@code body} and the sink's streams throw
     */
    public void read(InputStream body, FormLimits limits, FormSink sink) throws IOException {
        if (boundary == null) {
            new UrlencodedForm(body, new FormTexts(limits, sink)).read();
        } else {
            new MultipartForm(body, boundary, limits, sink).read();
        }
        // What follows the last boundary says nothing, but is on the connection.
        body.skip(Long.MAX_VALUE);
    }
}
