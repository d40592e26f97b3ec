package io.packhouse.gateway.packages;

import java.nio.file.Path;

/** The server of {@link UploadMemoryIT}: tells its port, then the number of its files for every line on its standard input. */
final class UploadedProcess {

    /** Begins the lines that are answers, the log being on the same stream. */
    static final String ANSWER = "answer ";

    private UploadedProcess() {
    }

    public static void main(String[] arguments) throws Exception {
        try (PackagesServer server = new PackagesServer(Path.of(arguments[0]))) {
            System.out.println(ANSWER + server.port());
            while (System.in.read() >= 0) {
                System.out.println(ANSWER + server.files().size());
            }
        }
    }
}
