package io.packhouse.gateway.forms;

import java.io.OutputStream;

/**
 * Takes the fields of a form in their order, while it is read. What it throws ends the reading.
 */
public interface FormSink {

    /** A text field. */
    void text(String name, String value);

    /**
     * A file begins.
     *
     * @param fileName
     *            as the client gave it, without any path
     * @return takes its bytes; not closed by the reader, and whole when the next field begins or the form ends
     */
    OutputStream file(String name, String fileName);
}
