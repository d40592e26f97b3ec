package io.packhouse.platform.objects;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure;
import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class FileObjectStoreTest extends ObjectStoreContract {

    @TempDir
    private Path directory;

    private Path root;
    private FileObjectStore store;

    @BeforeEach
    void openStore() {
        root = directory.resolve("store");
        store = new FileObjectStore(root);
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Test
    void givesABlobAsAFile() throws IOException {
        byte[] content = bytes(1000, 1);

        Path file = store.localFile(put(content).sha256()).orElseThrow();

        assertThat(file).startsWith(root.resolve("blobs")).hasBinaryContent(content);
    }

    @Test
    void isThereAgainWhenItIsOpenedAgain() throws IOException {
        byte[] content = bytes(1000, 1);
        String blob = put(content).sha256();
        store.createOnce("jobs/1/outcome", content, Durability.POWER);

        store = new FileObjectStore(root);

        assertThat(read(blob, 0, 1000)).isEqualTo(content);
        assertThat(store.get("jobs/1/outcome")).contains(content);
        assertThat(store.list("jobs/")).containsExactly("jobs/1/outcome");
    }

    @Test
    void leavesNoTemporaryFileBehind() throws IOException {
        put(bytes(100_000, 1));
        put(bytes(100_000, 1));
        store.newBlob().close();
        store.createOnce("a/b", utf8("x"), Durability.POWER);
        store.createOnce("a/b", utf8("y"), Durability.POWER);
        store.createAll(Map.of("a/b", utf8("z"), "a/c", utf8("z")));
        store.probe();

        assertThat(files(root.resolve("temp"))).allMatch(file -> file.toString().endsWith(".lock"));
        assertThat(files(root)).hasSize(4);
    }

    @Test
    void makesNoDirectoryForAnotherKeyOfTheSameShard() throws IOException {
        store.createOnce("jobs/17/outcome", utf8("x"), Durability.PROCESS);
        List<Path> before = directories();

        store.createOnce("jobs/17/attempts/1", utf8("x"), Durability.PROCESS);
        store.createOnce("jobs/17/attempts/1/log", utf8("x"), Durability.PROCESS);

        assertThat(directories()).isEqualTo(before);
    }

    @Test
    void neverEndsSilentlyShort() throws IOException {
        String blob = put(bytes(100_000, 1)).sha256();
        try (InputStream in = store.open(blob, 10, 99_990);
                FileChannel channel = FileChannel.open(store.localFile(blob).orElseThrow(), StandardOpenOption.WRITE)) {
            channel.truncate(50_000);

            assertThatIOException().isThrownBy(in::readAllBytes).withMessageContaining("ends at byte 50000");
        }
    }

    @Test
    void looksPastFilesOfOthers() throws IOException {
        store.createOnce("jobs/17/outcome", utf8("x"), Durability.PROCESS);
        Path shard = files(root.resolve("objects")).getFirst().getParent();
        for (String stranger : List.of(".DS_Store", "17,Capital", "%zz", "17,%61", "17,")) {
            Files.writeString(shard.resolve(stranger), "x");
        }

        assertThat(store.list("jobs/")).containsExactly("jobs/17/outcome");
    }

    @Test
    void clearsOnlyWhatTheDeadLeft() throws IOException {
        Path temp = root.resolve("temp");
        Path dead = leftover(temp, "dead", Duration.ofHours(7));
        Path fresh = leftover(temp, "fresh", Duration.ofHours(1));
        BlobWriter living = store.newBlob();
        Path written = files(temp).stream().filter(file -> !file.startsWith(dead) && !file.startsWith(fresh)).findFirst()
                .orElseThrow();
        age(written, Duration.ofHours(7));
        for (Path file : files(temp)) {
            if (file.toString().endsWith(".lock") && !file.toString().contains("fresh")) {
                age(file, Duration.ofHours(7));
            }
        }

        FileObjectStore second = new FileObjectStore(root);

        assertThat(dead).doesNotExist();
        assertThat(temp.resolve("dead.lock")).doesNotExist();
        assertThat(fresh.resolve("1")).exists();
        assertThat(second.find(living.commit().sha256())).as("a blob that was being written for hours").isPresent();
    }

    @Test
    void isUnavailableWhenTheDiskFails() throws IOException {
        Files.delete(root.resolve("objects"));
        Files.writeString(root.resolve("objects"), "no directory");
        for (Path file : files(root.resolve("temp"))) {
            Files.delete(file);
        }

        assertThat(failure(() -> store.createOnce("a/b", utf8("x"), Durability.POWER))).isEqualTo(Failure.Code.UNAVAILABLE);
        assertThat(failure(() -> store.get("a/b"))).isEqualTo(Failure.Code.UNAVAILABLE);
        assertThat(failure(() -> store.list("a/"))).isEqualTo(Failure.Code.UNAVAILABLE);
        assertThat(failure(() -> new FileObjectStore(root.resolve("objects")))).isEqualTo(Failure.Code.UNAVAILABLE);
    }

    @Test
    void syncsOnBehalfOfAWinnerThatDidNot() {
        store.createOnce("a/b", utf8("x"), Durability.PROCESS);

        assertThat(new FileObjectStore(root).createOnce("a/b", utf8("y"), Durability.POWER))
                .isInstanceOf(Created.Existed.class);
    }

    private static Path leftover(Path temp, String owner, Duration age) throws IOException {
        Path owned = Files.createDirectory(temp.resolve(owner));
        Files.writeString(owned.resolve("1"), "half");
        Files.createFile(temp.resolve(owner + ".lock"));
        age(owned.resolve("1"), age);
        age(temp.resolve(owner + ".lock"), age);
        return owned;
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private List<Path> directories() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isDirectory).toList();
        }
    }
}
