package io.packhouse.platform.objects;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Failure;
import io.packhouse.platform.objects.ObjectStore.Durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Several processes on one store, killed ones, little memory, a full disk. */
@Timeout(300)
class FileObjectStoreIT {

    @TempDir
    private Path root;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void hasOneWinnerAmongProcesses() throws IOException {
        int keys = 1000;
        List<Process> racers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            racers.add(start(List.of(), "race", Integer.toString(keys)));
        }
        List<BufferedReader> outputs = racers.stream().map(Process::inputReader).toList();
        for (BufferedReader output : outputs) {
            assertThat(output.readLine()).isEqualTo("ready");
        }

        for (Process racer : racers) {
            racer.outputWriter().append('\n').close();
        }

        List<String> won = outputs.stream().flatMap(BufferedReader::lines).toList();
        assertThat(won).containsExactlyInAnyOrderElementsOf(IntStream.range(0, keys).mapToObj(key -> "won " + key).toList());
        assertThat(new FileObjectStore(root).list("race/")).hasSize(keys);
    }

    @Test
    void showsNothingOfABlobWhoseWriterWasKilled() throws Exception {
        Process writer = start(List.of(), "put-for-ever");
        BufferedReader output = writer.inputReader();
        assertThat(output.readLine()).isEqualTo("ready");
        assertThat(output.readLine()).startsWith("wrote");

        writer.destroyForcibly().waitFor();

        assertThat(files("blobs")).isEmpty();
        assertThat(files("temp")).anyMatch(file -> !file.toString().endsWith(".lock"));
        new TempFiles(root.resolve("temp")).sweep(Duration.ofHours(-1));
        assertThat(files("temp")).as("only our own lock").hasSize(1);
    }

    @Test
    void keepsWhatItAnsweredToAKilledProcess() throws Exception {
        for (int round = 0; round < 8; round++) {
            Process writer = start(List.of(), "create-for-ever", Integer.toString(round));
            BufferedReader output = writer.inputReader();
            for (int line = 0; line <= 20 + 7 * round; line++) {
                assertThat(output.readLine()).isNotNull();
            }
            writer.destroyForcibly().waitFor();
        }

        FileObjectStore store = new FileObjectStore(root);
        List<String> visible = store.list("kill/");
        assertThat(visible).hasSizeGreaterThan(8 * 20);
        assertThat(visible).allSatisfy(key -> assertThat(store.get(key)).contains(StoreProcess.content(key)));
        for (int round = 0; round < 8; round++) {
            String prefix = "kill/" + round + "-";
            assertThat(visible).containsAll(IntStream.range(0, 20 + 7 * round).mapToObj(i -> prefix + i).toList());
        }
    }

    @Test
    void putsAndGetsABlobManyTimesItsMemory() throws IOException {
        Process process = start(List.of("-Xmx24m", "-XX:MaxDirectMemorySize=4m"), "put-and-get",
                Long.toString(256L * 1024 * 1024));

        assertThat(process.inputReader().lines()).containsExactly("ready", "same true");
    }

    @Test
    void saysThatTheDiskIsFullAndWorksOnWhenItIsNot() throws Exception {
        Path small = Files.createDirectory(root.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString()),
                "SKIPPED: a small file system cannot be mounted here (it needs root)");
        try {
            FileObjectStore store = new FileObjectStore(small);
            Path ballast = small.resolve("ballast");
            Files.write(ballast, new byte[2 * 1024 * 1024 - 256 * 1024]);

            assertThat(ObjectStoreContract.failure(() -> store.createOnce("a/b", new byte[512 * 1024], Durability.POWER)))
                    .isEqualTo(Failure.Code.STORAGE_FULL);
            assertThat(ObjectStoreContract.failure(() -> put(store, 512 * 1024))).isEqualTo(Failure.Code.STORAGE_FULL);
            assertThat(store.get("a/b")).isEmpty();

            Files.delete(ballast);
            store.createOnce("a/b", new byte[512 * 1024], Durability.POWER);
            put(store, 512 * 1024);
        } finally {
            // Lazily: the store keeps the lock of its temporary files open.
            assertThat(run("umount", "-l", small.toString())).isTrue();
        }
    }

    private static String put(ObjectStore store, int size) throws IOException {
        try (BlobWriter writer = store.newBlob()) {
            writer.write(new byte[size]);
            return writer.commit().sha256();
        }
    }

    private Process start(List<String> options, String role, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), StoreProcess.class.getName(), role, root.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        processes.add(process);
        return process;
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private List<Path> files(String below) throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve(below))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
