package io.packhouse.platform.objects;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import io.packhouse.contracts.Segment;

/** Segments one after another, each opened when the one before is read. For one thread at a time. */
final class SegmentsStream extends InputStream {

    private final ObjectStore store;
    private final Iterator<Segment> rest;
    private InputStream current = InputStream.nullInputStream();

    SegmentsStream(ObjectStore store, List<Segment> segments) {
        this.store = store;
        this.rest = segments.iterator();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        int count = current.read(bytes, offset, length);
        while (count < 0 && rest.hasNext()) {
            current.close();
            current = open(rest.next());
            count = current.read(bytes, offset, length);
        }
        return count;
    }

    private InputStream open(Segment segment) {
        return switch (segment) {
            case Segment.Range range -> store.open(range.blob(), range.offset(), range.length());
            case Segment.Inline inline -> new ByteArrayInputStream(inline.bytes());
        };
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
