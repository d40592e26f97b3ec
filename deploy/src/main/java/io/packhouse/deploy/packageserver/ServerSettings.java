package io.packhouse.deploy.packageserver;

import java.util.List;

/**
 * How a package server is set up; each value is what the original calls it (package server reference, 2.10). Files are named as
 * they were given: relative to the working directory.
 *
 * @param listenAddress
 *            see {@link ListenAddress}
 * @param projectId
 *            not empty
 * @param storeCertificate
 *            a PKCS#12 file; empty for no store signatures
 * @param storePassword
 *            of that file; a secret
 * @param developerCas
 *            PEM files; none for no verification
 */
public record ServerSettings(String listenAddress, String projectId, String storeCertificate, String storePassword,
        List<String> developerCas) {

    /** What holds where nothing is said. */
    public static final ServerSettings DEFAULT = new ServerSettings(ListenAddress.DEFAULT, "PROJECT", "", "", List.of());

    public ServerSettings {
        developerCas = List.copyOf(developerCas);
    }

    /** These settings, and over them what the command line says. A list of CAs there replaces the whole list. */
    ServerSettings with(ServerArguments arguments) {
        var cas = arguments.values(ServerOption.DEVELOPER_CA);
        return new ServerSettings(arguments.value(ServerOption.LISTEN_ADDRESS).orElse(listenAddress),
                arguments.value(ServerOption.PROJECT_ID).orElse(projectId),
                arguments.value(ServerOption.STORE_CERTIFICATE).orElse(storeCertificate),
                arguments.value(ServerOption.STORE_PASSWORD).orElse(storePassword), cas.isEmpty() ? developerCas : cas);
    }

    /** Whether downloads are store-signed. */
    public boolean signs() {
        return !storeCertificate.isEmpty();
    }

    /** Whether developers' signatures are verified. */
    public boolean verifies() {
        return !developerCas.isEmpty();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ServerSettings[" + listenAddress + ", " + projectId + ", " + storeCertificate + ", " + developerCas + "]";
    }
}
