package io.packhouse.gateway.addons;

import java.nio.file.Path;

import io.packhouse.gateway.AskedProcess;

/** The server of {@link UploadMemoryIT}: tells its port, then its memory in use whenever it is asked. */
final class UploadProcess {

    private UploadProcess() {
    }

    public static void main(String[] arguments) throws Exception {
        try (AddonsServer server = new AddonsServer(Path.of(arguments[0]))) {
            AskedProcess.serve(server.port(), AskedProcess::memory);
        }
    }
}
