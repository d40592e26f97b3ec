package io.packhouse.gateway.packages;

import java.nio.file.Path;

import io.packhouse.gateway.AskedProcess;

/** The server of {@link UploadMemoryIT}: tells its port, then the number of its files whenever it is asked. */
final class UploadedProcess {

    private UploadedProcess() {
    }

    public static void main(String[] arguments) throws Exception {
        try (PackagesServer server = new PackagesServer(Path.of(arguments[0]))) {
            AskedProcess.serve(server.port(), () -> server.files().size());
        }
    }
}
