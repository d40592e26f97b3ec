package io.packhouse.platform.health;

import java.time.Instant;

/**
 * What a process is.
 *
 * @param service
 *            such as {@code gateway}
 * @param version
 *            of Packhouse
 * @param java
 *            the version of the Java runtime
 * @param startedAt
 *            when the process began
 */
public record ProcessInfo(String service, String version, String java, Instant startedAt) {

    /** This process, running {@code service}. */
    public static ProcessInfo of(String service, String version) {
        var startedAt = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        return new ProcessInfo(service, version, Runtime.version().toString(), startedAt);
    }
}
