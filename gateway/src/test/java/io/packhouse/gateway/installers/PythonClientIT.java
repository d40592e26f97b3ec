package io.packhouse.gateway.installers;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonClientIT {

    @TempDir
    private Path directory;

    /** With the slash, and without it: there the original lost the body of the call. */
    @ParameterizedTest
    @ValueSource(strings = {"/custom_install/xmlrpc/", "/custom_install/xmlrpc"})
    void aSession(String path) throws Exception {
        try (InstallersServer server = new InstallersServer(directory, Map.of())) {
            PythonSession session = PythonSession.against(server.url() + path);
            session.assertAsExpected(server.url() + "/custom_install");
        }
    }
}
