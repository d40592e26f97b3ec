package io.packhouse.gateway.forms;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a form was read as, field by field. */
final class ReadForm implements FormSink {

    static final FormLimits LIMITS = new FormLimits(50, 10_000, 50_000, 5, 300_000);

    private final List<Field> fields = new ArrayList<>();
    private final List<ByteArrayOutputStream> contents = new ArrayList<>();

    /** A field; a text has no file name. */
    record Field(String name, String fileName, List<Byte> content) {
        static Field text(String name, String value) {
            return new Field(name, "", bytes(value.getBytes(StandardCharsets.UTF_8)));
        }

        static Field file(String name, String fileName, byte[] content) {
            return new Field(name, "file " + fileName, bytes(content));
        }

        private static List<Byte> bytes(byte[] content) {
            Byte[] boxed = new Byte[content.length];
            Arrays.setAll(boxed, i -> content[i]);
            return List.of(boxed);
        }
    }

    /** Reads a body that arrives in pieces of random size. */
    static List<Field> read(String contentType, byte[] body, RandomGenerator random) throws IOException {
        ReadForm form = new ReadForm();
        FormReader.of(contentType).orElseThrow().read(pieces(body, random), LIMITS, form);
        List<Field> all = new ArrayList<>();
        for (int i = 0; i < form.fields.size(); i++) {
            Field field = form.fields.get(i);
            all.add(field.fileName().isEmpty()
                    ? field
                    : new Field(field.name(), field.fileName(), Field.bytes(form.contents.get(i).toByteArray())));
        }
        return all;
    }

    private static InputStream pieces(byte[] body, RandomGenerator random) {
        return new ByteArrayInputStream(body) {
            @Override
            public int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, random.nextInt(1, random.nextBoolean() ? 4 : 5000)));
            }
        };
    }

    @Override
    public void text(String name, String value) {
        fields.add(Field.text(name, value));
        contents.add(new ByteArrayOutputStream());
    }

    @Override
    public OutputStream file(String name, String fileName) {
        fields.add(new Field(name, "file " + fileName, List.of()));
        contents.add(new ByteArrayOutputStream());
        return contents.getLast();
    }
}
