package io.packhouse.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** HTTP over bare sockets, for downloads that cost the client as little as possible. */
final class Sockets {

    private Sockets() {
    }

    /** Waits until somebody listens. */
    static void awaitListener(int port, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    /** Downloads {@code path} {@code times} over one connection, and throws the bytes away; answers how many there were. */
    static long download(int port, String path, int times) throws IOException {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] buffer = new byte[256 * 1024];
        long all = 0;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            for (int i = 0; i < times; i++) {
                socket.getOutputStream().write(request);
                long left = contentLength(in);
                all += left;
                while (left > 0) {
                    int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (read < 0) {
                        throw new EOFException(left + " bytes are missing of " + path);
                    }
                    left -= read;
                }
            }
        }
        return all;
    }

    /** Downloads {@code path} over a connection of its own; answers the nanoseconds until the first byte of the body was there. */
    static long firstByte(int port, String path) throws IOException {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] buffer = new byte[256 * 1024];
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            long from = System.nanoTime();
            socket.getOutputStream().write(request);
            long left = contentLength(in);
            long first = 0;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException(left + " bytes are missing of " + path);
                }
                first = first == 0 ? System.nanoTime() - from : first;
                left -= read;
            }
            return first;
        }
    }

    private static long contentLength(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("not the file: " + status);
        }
        long length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Long.parseLong(line.substring(15).strip());
            }
        }
        return length;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the answer broke off");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
