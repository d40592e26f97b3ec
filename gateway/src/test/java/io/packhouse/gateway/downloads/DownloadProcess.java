package io.packhouse.gateway.downloads;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;

import io.netty.util.internal.PlatformDependent;
import io.vertx.core.http.HttpServerOptions;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Json;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The server of {@link DownloadMemoryIT}: tells its port, then its memory in use for every byte on its standard input. */
final class DownloadProcess {

    /** Begins the lines that are answers, the log being on the same stream. */
    static final String ANSWER = "answer ";

    private DownloadProcess() {
    }

    public static void main(String[] arguments) throws Exception {
        ObjectStore store = new FileObjectStore(Path.of(arguments[0]));
        try (DownloadServer server = new DownloadServer(store, new HttpServerOptions(), Duration.ofMinutes(1), true)) {
            server.serve(Json.read(arguments[1].getBytes(UTF_8), Artifact.class));
            System.out.println(ANSWER + server.port());
            while (System.in.read() >= 0) {
                System.out.println(ANSWER + inUse());
            }
        }
    }

    private static long inUse() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return heap + direct + Math.max(0, PlatformDependent.usedDirectMemory());
    }
}
