package io.packhouse.gateway.forms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code multipart/form-data} (RFC 7578). A part with a {@code filename} is a file, every other one a text field; a
 * file with an empty name and no bytes is a browser's form field in which nothing was chosen, and passed over.
 */
final class MultipartForm {

    private static final int HEADERS_LIMIT = 16;
    private static final int PREAMBLE_LIMIT = 64 * 1024;

    private final Delimited body;
    private final FormLimits limits;
    private final FormSink sink;
    private final FormTexts texts;
    private final byte[] buffer = new byte[16 * 1024];
    private int files;

    MultipartForm(InputStream in, String boundary, FormLimits limits, FormSink sink) {
        this.body = new Delimited(in, boundary);
        this.limits = limits;
        this.sink = sink;
        this.texts = new FormTexts(limits, sink);
    }

    void read() throws IOException {
        skipPreamble();
        while (body.next()) {
            part();
        }
    }

    private void skipPreamble() throws IOException {
        long size = 0;
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            size += count;
            if (size > PREAMBLE_LIMIT) {
                throw new FormException("the multipart body does not begin with its boundary");
            }
        }
    }

    private void part() throws IOException {
        Map<String, String> headers = headers();
        MediaType disposition = MediaType.parse(headers.get("content-disposition"));
        Optional<String> name = disposition.parameter("name");
        if (!disposition.value().equals("form-data") || name.isEmpty()) {
            throw new FormException("a part of the multipart body has no Content-Disposition: form-data with a name");
        }
        String encoding = headers.getOrDefault("content-transfer-encoding", "binary").toLowerCase(Locale.ROOT);
        if (!encoding.equals("binary") && !encoding.equals("8bit") && !encoding.equals("7bit")) {
            throw new FormException("the Content-Transfer-Encoding " + FormTexts.shortened(encoding)
                    + " of a part is not understood; send its bytes as they are");
        }
        Optional<String> fileName = disposition.parameter("filename");
        if (fileName.isPresent()) {
            file(name.get(), withoutPath(fileName.get()));
        } else {
            text(name.get());
        }
    }

    /** By their names in lower case. */
    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        int count = 0;
        for (String line = body.line(); !line.isEmpty(); line = body.line()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || ++count > HEADERS_LIMIT) {
                throw new FormException("a part of the multipart body has broken headers, or more than " + HEADERS_LIMIT);
            }
            // What browsers and tools write there is UTF-8.
            String value = new String(line.substring(colon + 1).strip().getBytes(StandardCharsets.ISO_8859_1),
                    StandardCharsets.UTF_8);
            headers.putIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), value);
        }
        return headers;
    }

    private void text(String name) throws IOException {
        texts.begin(name);
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            value.write(buffer, 0, count);
            texts.check(name, value.size());
        }
        texts.end(name, value.toByteArray());
    }

    private void file(String name, String fileName) throws IOException {
        int count = body.read(buffer);
        if (count < 0 && fileName.isEmpty()) {
            return;
        }
        if (++files > limits.files()) {
            throw FormTexts.tooLarge("the form has more than " + limits.files() + " files");
        }
        OutputStream file = sink.file(name, fileName);
        long size = 0;
        for (; count >= 0; count = body.read(buffer)) {
            size += count;
            if (size > limits.fileBytes()) {
                throw FormTexts.tooLarge("the file " + FormTexts.shortened(name) + " has more than " + limits.fileBytes()
                        + " bytes");
            }
            file.write(buffer, 0, count);
        }
    }

    /** Some browsers sent the whole path. */
    private static String withoutPath(String fileName) {
        return fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    }
}
