package io.packhouse.gateway.forms;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads {@code application/x-www-form-urlencoded} as the URL standard has it: names and values UTF-8, {@code +} for a blank,
 * a {@code %} that is no escape stands for itself, a field without {@code =} is empty.
 */
final class UrlencodedForm {

    private static final int NAME_LIMIT = 1024;

    private final InputStream in;
    private final FormTexts texts;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private String name = "";
    private boolean inValue;
    private boolean begun;

    UrlencodedForm(InputStream in, FormTexts texts) {
        this.in = new BufferedInputStream(in, 16 * 1024);
        this.texts = texts;
    }

    void read() throws IOException {
        for (int b = in.read(); b >= 0; b = in.read()) {
            take(b);
        }
        endField();
    }

    private void take(int b) throws IOException {
        if (b == '=' && !inValue) {
            endName();
            return;
        }
        switch (b) {
            case '&' -> endField();
            case '+' -> put(' ');
            case '%' -> escape();
            default -> put(b);
        }
    }

    /** Two digits, or what stands there as it is. */
    private void escape() throws IOException {
        in.mark(2);
        int high = Character.digit(in.read(), 16);
        int low = high < 0 ? -1 : Character.digit(in.read(), 16);
        if (low >= 0) {
            put(high << 4 | low);
        } else {
            in.reset();
            put('%');
        }
    }

    private void put(int b) {
        begun = true;
        bytes.write(b);
        if (inValue) {
            texts.check(name, bytes.size());
        } else if (bytes.size() > NAME_LIMIT) {
            throw FormTexts.tooLarge("a field's name has more than " + NAME_LIMIT + " bytes");
        }
    }

    private void endName() {
        begun = true;
        name = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        inValue = true;
        texts.begin(name);
    }

    private void endField() {
        if (begun) {
            if (!inValue) {
                endName();
            }
            texts.end(name, bytes.toByteArray());
        }
        bytes.reset();
        inValue = false;
        begun = false;
    }
}
