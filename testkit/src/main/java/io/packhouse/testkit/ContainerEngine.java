package io.packhouse.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.testcontainers.DockerClientFactory;

/** Whether containers can be run here. Asked once for each JVM. */
final class ContainerEngine {

    private static final Path SOCKET = Path.of("/var/run/docker.sock");
    private static final Optional<String> MISSING = look();

    private ContainerEngine() {
    }

    /** Why containers cannot be run; empty when they can. */
    static Optional<String> missing() {
        return MISSING;
    }

    /** Testcontainers' own search takes many seconds where there is nothing to find, so what is cheap is asked first. */
    private static Optional<String> look() {
        if (System.getenv("DOCKER_HOST") == null && !Files.exists(SOCKET)) {
            return Optional.of("no container engine: DOCKER_HOST is not set and there is no " + SOCKET);
        }
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of("no container engine: the one at DOCKER_HOST or " + SOCKET + " does not answer");
    }
}
