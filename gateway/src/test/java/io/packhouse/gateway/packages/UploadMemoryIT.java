package io.packhouse.gateway.packages;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.packhouse.gateway.AskedProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server of its own process, whose memory has no room for what is sent to it. */
@Timeout(120)
class UploadMemoryIT {

    private static final long LIMIT = 100L * 1024 * 1024;
    private static final int PIECE = 256 * 1024;
    private static final int UPLOADS = 2;

    @TempDir
    private Path root;
    private AskedProcess server;

    @AfterEach
    void end() {
        server.close();
    }

    /** What the server took of an upload without a declared length, and what it said. */
    private record Refused(long sent, String answer) {
    }

    @Test
    void twoHundredMegabytesAreRefusedWhileTheyArrive() throws Exception {
        server = AskedProcess.start(UploadedProcess.class, List.of("-Xmx48m", "-XX:MaxDirectMemorySize=48m",
                "-Dio.netty.maxDirectMemory=48000000", "-XX:+ExitOnOutOfMemoryError"), root.toString());
        int port = server.port();
        List<Future<Refused>> uploads = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < UPLOADS; i++) {
                uploads.add(clients.submit(() -> upload(port)));
            }
        }

        for (Future<Refused> upload : uploads) {
            assertThat(upload.get().answer()).startsWith("HTTP/1.1 200").contains("package file is too large");
            assertThat(upload.get().sent()).isBetween(LIMIT - PIECE, LIMIT + 30L * 1024 * 1024);
        }
        await().untilAsserted(() -> assertThat(server.ask()).as("files in the object store").isZero());
    }

    private static Refused upload(int port) throws IOException {
        byte[] piece = new byte[PIECE];
        piece[0] = 0x1f;
        piece[1] = (byte) 0x8b;
        long sent = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write("PUT /package/upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            while (sent < 2 * LIMIT && socket.getInputStream().available() == 0) {
                out.write((Integer.toHexString(PIECE) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(piece);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                sent += PIECE;
            }
            byte[] answer = new byte[4096];
            int count = socket.getInputStream().read(answer);
            return new Refused(sent, new String(answer, 0, Math.max(0, count), StandardCharsets.UTF_8));
        }
    }
}
