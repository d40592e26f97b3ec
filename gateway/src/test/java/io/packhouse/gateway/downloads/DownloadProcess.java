package io.packhouse.gateway.downloads;

import java.nio.file.Path;
import java.time.Duration;

import io.vertx.core.http.HttpServerOptions;

import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Json;
import io.packhouse.gateway.AskedProcess;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.objects.ObjectStore;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The server of {@link DownloadMemoryIT}: tells its port, then its memory in use whenever it is asked. */
final class DownloadProcess {

    private DownloadProcess() {
    }

    public static void main(String[] arguments) throws Exception {
        ObjectStore store = new FileObjectStore(Path.of(arguments[0]));
        try (DownloadServer server = new DownloadServer(store, new HttpServerOptions(), Duration.ofMinutes(1), true)) {
            server.serve(Json.read(arguments[1].getBytes(UTF_8), Artifact.class));
            AskedProcess.serve(server.port(), AskedProcess::memory);
        }
    }
}
