package io.packhouse.gateway.addons;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

import io.netty.util.internal.PlatformDependent;

/** The server of {@link UploadMemoryIT}: tells its port, then its memory in use for every line on its standard input. */
final class UploadProcess {

    /** Begins the lines that are answers, the log being on the same stream. */
    static final String ANSWER = "answer ";

    private UploadProcess() {
    }

    public static void main(String[] arguments) throws Exception {
        try (AddonsServer server = new AddonsServer(Path.of(arguments[0]))) {
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
                .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        return heap + direct + Math.max(0, PlatformDependent.usedDirectMemory());
    }
}
