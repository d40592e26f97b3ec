package io.packhouse.gateway.downloads;

import java.io.InputStream;
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

import io.packhouse.contracts.Json;
import io.packhouse.gateway.AskedProcess;
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

    private AskedProcess server;

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void doesNotGrowWithTheNumberOfDownloads() throws Exception {
        SampleArtifact sample = SampleArtifact.large(new FileObjectStore(root), SIZE);
        server = AskedProcess.start(DownloadProcess.class, List.of("-Xmx256m"), root.toString(),
                new String(Json.write(sample.artifact()), UTF_8));
        int port = server.port();
        download(port, sample, () -> 0);
        long before = server.ask();

        // All hold in the middle until the server's memory is measured, then go on.
        CyclicBarrier measured = new CyclicBarrier(DOWNLOADS + 1);
        List<Future<?>> downloads = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < DOWNLOADS; i++) {
                downloads.add(clients.submit(() -> download(port, sample, measured::await)));
            }
            measured.await(120, TimeUnit.SECONDS);
            long during = server.ask();
            measured.await(120, TimeUnit.SECONDS);
            for (Future<?> download : downloads) {
                download.get();
            }

            assertThat(during - before).as("heap and direct memory in use, %d bytes before", before).isLessThan(MAY_GROW);
            assertThat(server.ask() - before).as("afterwards, %d bytes before", before).isLessThan(MAY_GROW);
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
}
