package io.packhouse.gateway.addons;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
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

import io.packhouse.gateway.AskedProcess;
import io.packhouse.platform.objects.FileObjectStore;

import static org.assertj.core.api.Assertions.assertThat;

/** A server of its own process with a small heap, and uploads of 200 MB under way at one moment. */
@Timeout(240)
class UploadMemoryIT {

    private static final int UPLOADS = 4;
    private static final int PIECE = 1024 * 1024;
    private static final int PIECES = 200;
    private static final long MAY_GROW = 32L * 1024 * 1024;

    @TempDir
    private Path root;

    private AskedProcess server;

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void doesNotGrowWithTheSizeOfUploads() throws Exception {
        server = AskedProcess.start(UploadProcess.class, List.of("-Xmx96m"), root.toString());
        int port = server.port();
        upload(port, 0, 3, () -> 0);
        long before = server.ask();

        // All hold in the middle until the server's memory is measured, then go on.
        CyclicBarrier measured = new CyclicBarrier(UPLOADS + 1);
        List<Future<String>> uploads = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= UPLOADS; i++) {
                int seed = i;
                uploads.add(clients.submit(() -> upload(port, seed, PIECES, measured::await)));
            }
            measured.await(120, TimeUnit.SECONDS);
            long during = server.ask();
            measured.await(120, TimeUnit.SECONDS);

            for (Future<String> upload : uploads) {
                assertThat(new FileObjectStore(root).find(upload.get())).as("a whole upload in the store")
                        .hasValueSatisfying(blob -> assertThat(blob.size()).isEqualTo((long) PIECE * PIECES));
            }
            assertThat(during - before).as("heap and direct memory in use, %d bytes before", before).isLessThan(MAY_GROW);
        }
    }

    /** Sends a file of random bytes and answers its digest. */
    private static String upload(int port, int seed, int pieces, Callable<?> pause) throws Exception {
        byte[] piece = new byte[PIECE];
        new Random(seed).nextBytes(piece);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        String head = "--B\r\nContent-Disposition: form-data; name=\"secret\"\r\n\r\n" + AddonsServer.SECRET
                + "\r\n--B\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"a.xpi\"\r\n\r\n";
        String tail = "\r\n--B--\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /repackage/rebuild/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Type: multipart/form-data; boundary=B\r\nContent-Length: "
                    + (head.length() + tail.length() + (long) pieces * PIECE) + "\r\n\r\n" + head)
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < pieces; i++) {
                if (i == pieces / 2) {
                    pause.call();
                    pause.call();
                }
                out.write(piece);
                digest.update(piece);
            }
            out.write(tail.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200").contains("\"status\":\"success\"");
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
