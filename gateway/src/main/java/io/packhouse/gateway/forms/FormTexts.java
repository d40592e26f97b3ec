package io.packhouse.gateway.forms;

import java.nio.charset.StandardCharsets;

import io.packhouse.contracts.Failure;

/** Hands the text fields of a form to its sink, and counts them. What is not UTF-8 comes as U+FFFD. */
final class FormTexts {

    private final FormLimits limits;
    private final FormSink sink;
    private int count;
    private long bytes;

    FormTexts(FormLimits limits, FormSink sink) {
        this.limits = limits;
        this.sink = sink;
    }

    /** A field begins. */
    void begin(String name) {
        if (++count > limits.fields()) {
            throw tooLarge("the form has more than " + limits.fields() + " text fields");
        }
        add(name.length());
    }

    /** More bytes of the field, {@code size} of them by now. */
    void check(String name, long size) {
        if (size > limits.fieldBytes()) {
            throw tooLarge("the field " + shortened(name) + " has more than " + limits.fieldBytes() + " bytes");
        }
    }

    void end(String name, byte[] value) {
        add(value.length);
        sink.text(name, new String(value, StandardCharsets.UTF_8));
    }

    private void add(int size) {
        bytes += size;
        if (bytes > limits.textBytes()) {
            throw tooLarge("the text fields of the form have more than " + limits.textBytes() + " bytes");
        }
    }

    static RuntimeException tooLarge(String sentence) {
        return new Failure(Failure.Code.TOO_LARGE, sentence).exception();
    }

    /** A name as it may stand in a sentence. */
    static String shortened(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return "'" + (plain.length() > 60 ? plain.substring(0, 60) + "..." : plain) + "'";
    }
}
