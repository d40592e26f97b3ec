package io.packhouse.platform.objects;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.packhouse.contracts.BlobRef;

/**
 * Where the bytes live: immutable blobs named by their SHA-256, and small named objects that are created once.
 *
 * <p>
 * Every method may block, uses memory that does not grow with the size of a blob, and may be called from any number of
 * threads and processes at once; none may be called from an event loop. What a method has returned is durable as its
 * {@link Durability} says, and visible to every other process. A store that cannot be reached, or an I/O error, is a
 * {@link io.packhouse.contracts.FailureException} with {@code UNAVAILABLE}; a full one with {@code STORAGE_FULL}.
 */
public interface ObjectStore {

    /** The most bytes that a named object may have; larger content is a blob, named by a small object. */
    int OBJECT_LIMIT = 1024 * 1024;

    /** Begins a blob. Nothing is visible until {@link BlobWriter#commit()}, and nothing is left behind without it. */
    BlobWriter newBlob();

    /**
     * Begins a blob whose {@link BlobWriter#commit()} promises what {@code durability} says: with {@link Durability#PROCESS} a
     * power cut may take the blob away, but never leaves it damaged. Until {@link #makeDurable}, nothing durable may name it.
     */
    default BlobWriter newBlob(Durability durability) {
        return newBlob();
    }

    /** Makes blobs durable that were begun with {@link Durability#PROCESS}; what is no blob is passed over. */
    default void makeDurable(Collection<String> blobs) {
        // Where commit makes every blob durable, they are.
    }

    /** The blob of that digest, with its size, or empty. */
    Optional<BlobRef> find(String sha256);

    /**
     * Opens {@code length} bytes of a blob from {@code offset}. The stream ends with an {@link java.io.IOException} when
     * bytes are missing, never silently short.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code NOT_FOUND} when there is no such blob
     * @throws IllegalArgumentException
     *             when the range does not lie within the blob
     */
    InputStream open(String sha256, long offset, long length);

    /** The blob as a file of this machine that never changes, where the store has one: for zero-copy sending. */
    Optional<Path> localFile(String sha256);

    /**
     * Creates the object {@code key} with {@code bytes}, unless it exists: of all calls with one key, in all processes,
     * exactly one is answered {@link Created.New}; every other sees, unchanged, what that one wrote. A call that failed, or whose
     * thread was interrupted, may have created the object or not; {@link #get} tells.
     *
     * @param key
     *            two or more parts separated by {@code /}, each of printable ASCII without {@code /}, 1 to 200 characters
     * @param bytes
     *            at most {@link #OBJECT_LIMIT} bytes, at least one
     */
    Created createOnce(String key, byte[] bytes, Durability durability);

    /**
     * Creates each of {@code objects} (contents by key) as {@link #createOnce} does with {@link Durability#POWER}, for less than
     * as many calls would cost where many names have one content. Each is decided by itself: nothing holds them together but
     * that all are durable when this returns. A call that failed may have created any of them.
     *
     * @return what became of each, in the order of {@code objects}
     */
    default Map<String, Created> createAll(Map<String, byte[]> objects) {
        Map<String, Created> created = new LinkedHashMap<>();
        objects.forEach((key, bytes) -> created.put(key, createOnce(key, bytes, Durability.POWER)));
        return created;
    }

    /** The content of the object {@code key}, or empty. */
    Optional<byte[]> get(String key);

    /** Removes the object {@code key}; false when there was none. For markers only: no outcome is ever removed. */
    boolean delete(String key);

    /**
     * The keys that begin with {@code prefix}, sorted. The prefix has at least its first part and the {@code /} after it. Cheap
     * when it has the whole second part and the {@code /} after that too ({@code jobs/17/}); else all keys of the first part are
     * looked at.
     */
    List<String> list(String prefix);

    /** Throws when the store cannot take and give bytes now. For health checks. */
    void probe();

    /** What a created object survives. */
    enum Durability {
        /** The end of this process, not a power cut: for markers that guard against jobs that kill processes. */
        PROCESS,
        /** Power cuts too. */
        POWER
    }

    /** The answer of {@link #createOnce}. */
    sealed interface Created {
        /** This call created the object. */
        record New() implements Created {
        }

        /**
         * The object was there.
         *
         * @param bytes
         *            what it holds
         */
        record Existed(byte[] bytes) implements Created {
        }
    }
}
