package io.packhouse.gateway.downloads;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Json;
import io.packhouse.platform.objects.FileObjectStore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A server of its own process, with many downloads under way at one moment. */
@Timeout(240)
class DownloadMemoryIT {

    private static final int DOWNLOADS = 200;
    private static final int SIZE = 50_000_000;
    private static final long MAY_GROW = 64L * 1024 * 1024;

    @TempDir
    private Path root;

    private Process server;
    private BufferedReader output;
    private Writer input;

    @AfterEach
    void end() {
        server.destroyForcibly();
    }

    @Test
    void doesNotGrowWithTheNumberOfDownloads() throws Exception {
        SampleArtifact sample = SampleArtifact.large(new FileObjectStore(root), SIZE);
        int port = startServer(sample.artifact());
        download(port, sample, () -> 0);
        long before = memory();

        // All hold in the middle until the server's memory is measured, then go on.
        CyclicBarrier measured = new CyclicBarrier(DOWNLOADS + 1);
        List<Future<?>> downloads = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < DOWNLOADS; i++) {
                downloads.add(clients.submit(() -> download(port, sample, measured::await)));
            }
            measured.await(120, TimeUnit.SECONDS);
            long during = memory();
            measured.await(120, TimeUnit.SECONDS);
            for (Future<?> download : downloads) {
                download.get();
            }

            assertThat(during - before).as("heap and direct memory in use, %d bytes before", before).isLessThan(MAY_GROW);
            assertThat(memory() - before).as("afterwards, %d bytes before", before).isLessThan(MAY_GROW);
        }
    }

    /** Reads a whole artifact, pausing twice in the middle; checks its length and its last bytes. */
    private static Void download(int port, SampleArtifact sample, Callable<?> pause) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port); InputStream in = socket.getInputStream()) {
            socket.getOutputStream()
                    .write(("GET /" + sample.artifact().name() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(ISO_8859_1));
            byte[] buffer = new byte[64 * 1024];
            byte[] last = new byte[1000];
            long count = 0;
            boolean paused = false;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                keepLast(last, buffer, read);
                count += read;
                if (!paused && count > SIZE / 3) {
                    paused = true;
                    pause.call();
                    pause.call();
                }
            }
            assertThat(count).isBetween((long) SIZE, SIZE + 1000L);
            assertThat(last).isEqualTo(Arrays.copyOfRange(sample.bytes(), SIZE - last.length, SIZE));
            return null;
        }
    }

    private static void keepLast(byte[] last, byte[] buffer, int read) {
        int taken = Math.min(read, last.length);
        System.arraycopy(last, taken, last, 0, last.length - taken);
        System.arraycopy(buffer, read - taken, last, last.length - taken, taken);
    }

    private int startServer(Artifact artifact) throws IOException {
        server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                DownloadProcess.class.getName(),
                root.toString(), new String(Json.write(artifact), UTF_8)).redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = server.inputReader();
        input = server.outputWriter();
        return (int) number();
    }

    /** Bytes in use by the server after a collection. */
    private long memory() {
        try {
            input.append('\n').flush();
            return number();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long number() throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(DownloadProcess.ANSWER)) {
            line = output.readLine();
        }
        assertThat(line).as("the server died").isNotNull();
        return Long.parseLong(line.substring(DownloadProcess.ANSWER.length()));
    }
}
