package io.packhouse.envbuilder.patches;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.ObjectStore;

/** The file that a patch is for, read here and there with memory that does not grow with it. For one thread. */
public final class PatchBase implements AutoCloseable {

    private static final int STEP = 64 * 1024;

    private final ObjectStore objects;
    private final BlobRef content;
    private final @Nullable FileChannel file;

    private PatchBase(ObjectStore objects, BlobRef content, @Nullable FileChannel file) {
        this.objects = objects;
        this.content = content;
        this.file = file;
    }

    static PatchBase open(ObjectStore objects, BlobRef content) throws IOException {
        Optional<Path> local = objects.localFile(content.sha256());
        return new PatchBase(objects, content,
                local.isPresent() ? FileChannel.open(local.get(), StandardOpenOption.READ) : null);
    }

    /** In bytes. */
    public long size() {
        return content.size();
    }

    /**
     * Writes {@code length} bytes from {@code offset} to {@code out}.
     *
     * @throws MisfitException
     *             when the file has none there
     */
    public void copy(long offset, long length, OutputStream out) throws IOException, MisfitException {
        if (offset < 0 || length < 0 || offset > size() - length) {
            throw new MisfitException("it wants " + length + " bytes from byte " + offset + " of a base that has " + size());
        }
        if (file != null) {
            copy(file, offset, length, out);
        } else {
            try (InputStream in = objects.open(content.sha256(), offset, length)) {
                in.transferTo(out);
            }
        }
    }

    private static void copy(FileChannel file, long offset, long length, OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(STEP, length)];
        for (long done = 0; done < length;) {
            int count = file.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, length - done)), offset + done);
            if (count < 0) {
                throw new EOFException("the base's file ends at byte " + (offset + done));
            }
            out.write(buffer, 0, count);
            done += count;
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
