package io.packhouse.packagestore.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.BlobRef;
import io.packhouse.platform.objects.BlobWriter;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.testkit.Directories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Copies of packages as files, over kills between any two steps and with people in between. */
class MirrorTest {

    private static final String NAME = "hello_all.ampkg";

    @TempDir
    Path folder;
    private Path packages;
    private FileObjectStore objects;
    private Mirror mirror;
    private BlobRef first;
    private BlobRef second;

    @BeforeEach
    void open() throws IOException {
        packages = Files.createDirectory(folder.resolve(".packages"));
        objects = new FileObjectStore(folder.resolve("objects"));
        first = stored("first");
        second = stored("other");
        mirror = opened();
    }

    /** As the next process opens it. */
    private Mirror opened() throws IOException {
        return new Mirror(packages, MirrorJournal.open(packages), objects);
    }

    private BlobRef stored(String text) throws IOException {
        try (BlobWriter blob = objects.newBlob()) {
            blob.write(text.getBytes(UTF_8));
            return blob.commit();
        }
    }

    private Path file() {
        return packages.resolve(NAME);
    }

    /** Somebody brings a file of his own. */
    private void bring(String text) throws IOException {
        Path own = Files.writeString(folder.resolve("own"), text);
        Files.move(own, file(), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aFileIsACopySoThatNobodyCanChangeTheBlob() throws Exception {
        mirror.put(NAME, first);
        assertThat(file().toFile().setWritable(true)).isTrue();

        Files.writeString(file(), "overwritten");

        assertThat(objects.localFile(first.sha256()).orElseThrow()).hasContent("first");
        assertThat(mirror.isOurs(NAME)).isFalse();
    }

    @Test
    void whatLiesThereIsNotWrittenAgain() throws Exception {
        mirror.put(NAME, first);
        FileStamp before = FileStamp.of(file()).orElseThrow();

        opened().put(NAME, first);

        assertThat(FileStamp.of(file())).hasValue(before);
        assertThat(opened().lay(NAME, first)).isTrue();
    }

    @Test
    void aFileOfSomebodyElseIsReplacedByAPackageButNotRemovedWithIt() throws Exception {
        bring("somebody's");
        mirror.remove(NAME);
        assertThat(file()).hasContent("somebody's");
        assertThat(mirror.isOurs(NAME)).isFalse();

        mirror.put(NAME, first);
        assertThat(file()).hasContent("first");

        mirror.remove(NAME);
        assertThat(file()).doesNotExist();
    }

    @Test
    void aFileThatWasReplacedMeanwhileStays() throws Exception {
        mirror.put(NAME, first);
        bring("somebody's");

        opened().remove(NAME);

        assertThat(file()).hasContent("somebody's");
    }

    @Test
    void aKillBeforeTheFileCameDoesNotLookLikeADeletion() throws Exception {
        MirrorJournal.open(packages).willPut(NAME, first.sha256());

        Mirror next = opened();

        assertThat(next.lay(NAME, first)).isFalse();
        next.put(NAME, first);
        assertThat(file()).hasContent("first");
    }

    @Test
    void aKillBeforeTheNextFileCameLeavesTheOldOneOurs() throws Exception {
        mirror.put(NAME, first);
        MirrorJournal.open(packages).willPut(NAME, second.sha256());

        Mirror next = opened();

        assertThat(next.isOurs(NAME)).isTrue();
        assertThat(next.lay(NAME, second)).isFalse();
        next.put(NAME, second);
        assertThat(file()).hasContent("other");
    }

    @Test
    void aKillAfterTheFileCameLeavesItOurs() throws Exception {
        mirror.put(NAME, first);
        MirrorJournal.open(packages).willPut(NAME, second.sha256());
        bring("other");

        Mirror next = opened();

        assertThat(next.isOurs(NAME)).isTrue();
        next.put(NAME, second);
        assertThat(next.lay(NAME, second)).isTrue();
    }

    @Test
    void aKillAfterTheFileWentIsADeletionOfNothing() throws Exception {
        mirror.put(NAME, first);
        Files.delete(file());

        Mirror next = opened();
        next.remove(NAME);

        assertThat(opened().lay(NAME, first)).isFalse();
    }

    @Test
    void adoptsAFileThatIsThePackageWhoeverBroughtIt() throws Exception {
        bring("first");

        mirror.put(NAME, first);

        assertThat(opened().lay(NAME, first)).isTrue();
        assertThat(opened().isOurs(NAME)).isTrue();
    }

    @Test
    void theDirectoryMayGoAway() throws Exception {
        mirror.put(NAME, first);
        Directories.delete(packages);

        mirror.remove(NAME);
        mirror.put(NAME, second);

        assertThat(file()).hasContent("other");
        assertThat(opened().lay(NAME, second)).isTrue();
    }
}
