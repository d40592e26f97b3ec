package io.packhouse.gateway.forms;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A multipart body cut at its delimiters (RFC 2046, 5.1.1), in a window of fixed size. The first delimiter may stand at the
 * very beginning. For one thread.
 */
final class Delimited {

    /** The most bytes of a line that is no content: those of headers, and what follows a delimiter. */
    static final int LINE_LIMIT = 8 * 1024;
    private static final int WINDOW = 64 * 1024;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] window = new byte[WINDOW];
    private int start;
    private int end;
    /** Up to here the window is known to be content. */
    private int contentEnd;
    private boolean atDelimiter;

    /**
     * @param boundary
     *            1 to 70 characters of ASCII
     */
    Delimited(InputStream in, String boundary) {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // As if the line before the body had just ended.
        window[0] = '\r';
        window[1] = '\n';
        end = 2;
    }

    /** Reads content up to the next delimiter; -1 when that comes next. */
    int read(byte[] bytes) throws IOException {
        while (start == contentEnd) {
            if (atDelimiter) {
                return -1;
            }
            look();
        }
        int count = Math.min(bytes.length, contentEnd - start);
        System.arraycopy(window, start, bytes, 0, count);
        start += count;
        return count;
    }

    /** Finds the delimiter in the window, or how much of it is content for sure, and reads more when that is nothing. */
    private void look() throws IOException {
        int found = find();
        if (found >= 0) {
            contentEnd = found;
            atDelimiter = true;
        } else if (end - start >= delimiter.length) {
            contentEnd = end - delimiter.length + 1;
        } else {
            fill();
        }
    }

    private int find() {
        for (int i = start; i + delimiter.length <= end; i++) {
            if (window[i] == '\r' && matches(i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(int at) {
        for (int i = 1; i < delimiter.length; i++) {
            if (window[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private void fill() throws IOException {
        System.arraycopy(window, start, window, 0, end - start);
        end -= start;
        start = 0;
        contentEnd = 0;
        int count = in.read(window, end, window.length - end);
        if (count < 0) {
            throw new FormException("the multipart body ends before its last boundary");
        }
        end += count;
    }

    /**
     * Steps over the delimiter, behind the content before it.
     *
     * @return whether a part follows; false at the last delimiter
     */
    boolean next() throws IOException {
        if (!atDelimiter || start != contentEnd) {
            throw new IllegalStateException("the content before the delimiter is not read");
        }
        start += delimiter.length;
        contentEnd = start;
        atDelimiter = false;
        String rest = line(true);
        if (rest.startsWith("--")) {
            return false;
        }
        if (!rest.isBlank()) {
            throw new FormException("a line of the multipart body begins like its boundary and is none");
        }
        return true;
    }

    /** A line of headers without its end, as ISO 8859-1. */
    String line() throws IOException {
        return line(false);
    }

    private String line(boolean mayEndTheBody) throws IOException {
        int at = start;
        while (true) {
            if (mayEndTheBody && end - start >= 2 && window[start] == '-' && window[start + 1] == '-') {
                return "--";
            }
            for (; at + 1 < end; at++) {
                if (window[at] == '\r' && window[at + 1] == '\n') {
                    String line = new String(window, start, at - start, StandardCharsets.ISO_8859_1);
                    start = at + 2;
                    contentEnd = start;
                    return line;
                }
            }
            if (end - start > LINE_LIMIT) {
                throw new FormException("a header line of the multipart body has more than " + LINE_LIMIT + " bytes");
            }
            at -= start;
            fill();
        }
    }
}
