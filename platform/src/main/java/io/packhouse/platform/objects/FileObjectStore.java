package io.packhouse.platform.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Sha256;

/**
 * The object store as a directory of one file system, shared by any number of processes:
 *
 * <pre>
 * blobs/ab/ab12…    blobs by digest
 * objects/…         named objects, see {@link ObjectPaths}
 * temp/…            what is being written, see {@link TempFiles}
 * </pre>
 *
 * <p>
 * Both kinds are written to a temporary file, synced, and get their name by {@code link(2)}, which has exactly one winner;
 * then the directory is synced. So what can be seen is whole, and what a writing call has returned survives a power cut. A
 * reader may see an object the moment before that second sync; whoever is told {@link ObjectStore.Created.Existed} with
 * {@code POWER} is told so after it.
 */
public final class FileObjectStore implements ObjectStore {

    private static final Duration LEFT_BEHIND = Duration.ofHours(6);

    private final Path root;
    private final Path blobs;
    private final Path objects;
    private final DurableDirectories directories;
    private final TempFiles temps;

    /**
     * Opens the store in {@code root}, making it when it is not there, and removes what processes that died hours ago left half
     * written.
     */
    public FileObjectStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.blobs = this.root.resolve("blobs");
        this.objects = this.root.resolve("objects");
        Path temp = this.root.resolve("temp");
        try {
            directories = new DurableDirectories(this.root);
            for (Path directory : List.of(blobs, objects, temp)) {
                directories.make(directory);
            }
            temps = new TempFiles(temp);
        } catch (IOException e) {
            throw new Failure(Failure.Code.UNAVAILABLE, "The object store " + root + " cannot be opened: " + e.getMessage()
                    + "; it needs a directory that this process may write to").exception(e);
        }
        temps.sweep(LEFT_BEHIND);
    }

    @Override
    public BlobWriter newBlob() {
        return newBlob(Durability.POWER);
    }

    @Override
    public BlobWriter newBlob(Durability durability) {
        try {
            return new FileBlobWriter(this, temps.next(), durability);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void makeDurable(Collection<String> wanted) {
        try {
            for (Path directory : wanted.stream().filter(Sha256::isDigest).map(this::blobPath).map(ObjectFile::directory)
                    .collect(Collectors.toCollection(LinkedHashSet::new))) {
                if (Files.exists(directory)) {
                    DurableDirectories.sync(directory);
                }
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public Optional<BlobRef> find(String sha256) {
        if (!Sha256.isDigest(sha256)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BlobRef(sha256, Files.size(blobPath(sha256))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public InputStream open(String sha256, long offset, long length) {
        BlobRef blob = find(sha256).orElseThrow(() -> missing(sha256));
        if (offset < 0 || length < 0 || offset > blob.size() - length) {
            throw new IllegalArgumentException("the blob " + sha256 + " has " + blob.size() + " bytes; " + length + " from "
                    + offset + " do not lie within");
        }
        try {
            return new BlobRangeStream(FileChannel.open(blobPath(sha256), StandardOpenOption.READ), offset, length);
        } catch (NoSuchFileException none) {
            throw missing(sha256);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public Optional<Path> localFile(String sha256) {
        return Optional.of(sha256).filter(Sha256::isDigest).map(this::blobPath).filter(Files::exists);
    }

    @Override
    public Created createOnce(String key, byte[] bytes, Durability durability) {
        Path path = path(key, bytes);
        try {
            return Files.exists(path)
                    ? ObjectFile.existed(path, durability)
                    : ObjectFile.create(path, bytes, durability, directories, temps);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public Map<String, Created> createAll(Map<String, byte[]> wanted) {
        Map<String, Path> paths = new LinkedHashMap<>();
        wanted.forEach((key, bytes) -> paths.put(key, path(key, bytes)));
        try {
            return new ObjectBatch(directories, temps).create(paths, wanted);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Path path(String key, byte[] bytes) {
        Path path = objects.resolve(ObjectPaths.of(ObjectKeys.parts(key)));
        if (bytes.length < 1 || bytes.length > OBJECT_LIMIT) {
            throw new IllegalArgumentException(
                    "the object " + key + " has 1 to " + OBJECT_LIMIT + " bytes, not " + bytes.length);
        }
        return path;
    }

    @Override
    public Optional<byte[]> get(String key) {
        try {
            return Optional.of(Files.readAllBytes(objects.resolve(ObjectPaths.of(ObjectKeys.parts(key)))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public boolean delete(String key) {
        try {
            return Files.deleteIfExists(objects.resolve(ObjectPaths.of(ObjectKeys.parts(key))));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public List<String> list(String prefix) {
        try {
            return ObjectListing.of(objects, prefix);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void probe() {
        byte[] sample = new byte[4096];
        Arrays.fill(sample, (byte) 'p');
        Path temp = temps.next();
        try {
            ObjectFile.write(temp, sample, Durability.PROCESS);
            if (!Arrays.equals(sample, Files.readAllBytes(temp))) {
                throw new IOException("the store gives back other bytes than it was given");
            }
            Files.delete(temp);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    Path blobPath(String sha256) {
        return blobs.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    DurableDirectories directories() {
        return directories;
    }

    FailureException failure(IOException cause) {
        return StorageFailures.of(root, cause);
    }

    private static FailureException missing(String sha256) {
        return new Failure(Failure.Code.NOT_FOUND, "There is no blob " + sha256).exception();
    }
}
