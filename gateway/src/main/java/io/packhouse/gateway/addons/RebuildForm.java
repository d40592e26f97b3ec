package io.packhouse.gateway.addons;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.packhouse.gateway.forms.FormSink;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.secrets.Secret;
import io.packhouse.platform.secrets.Secrets;

/**
 * A form as it arrives: its texts in their order, and its files as blobs that nobody sees yet. A wrong secret ends the
 * reading where it stands. Closing discards every file that was not committed. For one thread, which may block.
 */
final class RebuildForm implements FormSink, AutoCloseable {

    private static final String SECRET = "secret";
    /** What a file costs beside its bytes: a descriptor, and a buffer of about this size. */
    private static final int COST_OF_FILE = 64 * 1024;

    private final @Nullable Secrets secrets;
    private final ObjectStore objects;
    private final UnprovenRoom.Part room;
    private final List<FormText> texts = new ArrayList<>();
    private final Map<String, Upload> uploads = new LinkedHashMap<>();
    private final List<Upload> all = new ArrayList<>();
    private @Nullable Secret secret;

    /**
     * @param secrets
     *            one of which the form must bring, in the field of that name; null when its sender is known already, and that
     *            field is like any other
     */
    RebuildForm(@Nullable Secrets secrets, ObjectStore objects, UnprovenRoom room) {
        this.secrets = secrets;
        this.objects = objects;
        this.room = room.part();
        if (secrets == null) {
            this.room.prove();
        }
    }

    @Override
    public void text(String name, String value) {
        room.add(name.length() + (long) value.length());
        texts.add(new FormText(name, value));
        if (secrets != null && name.equals(SECRET)) {
            secret = secrets.find(value).orElseThrow(RefusedException::accessDenied);
            room.prove();
        }
    }

    @Override
    public OutputStream file(String name, String fileName) {
        room.add(COST_OF_FILE);
        BlobWriter blob = objects.newBlob();
        Upload upload = new Upload(fileName, blob);
        all.add(upload);
        uploads.put(name, upload);
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[]{(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                room.add(length);
                blob.write(bytes, offset, length);
            }
        };
    }

    /** The secret that came; {@link RefusedException} when none did. For a form that is complete. */
    Secret secret() {
        if (secret == null) {
            throw RefusedException.accessDenied();
        }
        return secret;
    }

    /** The text fields in their order. */
    List<FormText> texts() {
        return List.copyOf(texts);
    }

    /** The last text field of this name, where it is not empty. */
    Optional<String> text(String name) {
        return texts.reversed().stream().filter(text -> text.name().equals(name)).findFirst().map(FormText::value)
                .filter(value -> !value.isEmpty());
    }

    /** The files by the names of their fields; of several with one name, the last. */
    Map<String, Upload> uploads() {
        return Map.copyOf(uploads);
    }

    @Override
    public void close() {
        all.forEach(Upload::close);
        room.close();
    }
}
