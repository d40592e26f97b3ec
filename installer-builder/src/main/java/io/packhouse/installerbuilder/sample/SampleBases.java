package io.packhouse.installerbuilder.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.packhouse.contracts.installers.Platform;

/**
 * The sample base installers: scripts that read {@code vesselinfo} and say what they would donate, and do nothing else. Equal
 * on every machine and at every time, so that a restart finds the same digests.
 */
public final class SampleBases {

    /**
     * The owner of the reserved vessel of sample installers. Its private half was thrown away when it was made: nobody can
     * use that vessel.
     */
    public static final String RESERVED_PUBLIC_KEY = "65537 "
            + "1204836584533729679606468318842631543209578246481144946964321500163582969724707489314116407917390388"
            + "5862521772933869764282005267561717507382916950256728702353341781696157795048560717863027808930021733"
            + "3872463225356483674020429698941490061667062112177539481872449442658044406183322448247196863041969264"
            + "822471711";

    private static final List<String> UNIX = List.of("README.txt", "install.sh", "start_seattle.sh", "stop_seattle.sh",
            "uninstall.sh", "seattle_repy/donation.sh");
    private static final List<String> WINDOWS = List.of("README.txt", "install.bat", "start_seattle.bat",
            "stop_seattle.bat", "uninstall.bat", "seattle_repy/donation.bat");

    private SampleBases() {
    }

    /** Writes the four files into an existing folder, replacing what is there. */
    public static void writeTo(Path folder) throws IOException {
        for (Platform platform : Platform.values()) {
            Files.write(folder.resolve(platform.fileName()), archive(platform));
        }
    }

    /** The base installer of one platform. */
    static byte[] archive(Platform platform) throws IOException {
        return switch (platform) {
            case LINUX, MAC -> SampleArchive.tgz(files("unix", UNIX));
            case ANDROID -> SampleArchive.zip(files("unix", UNIX));
            case WINDOWS -> SampleArchive.zip(files("windows", WINDOWS));
        };
    }

    private static List<SampleFile> files(String folder, List<String> names) throws IOException {
        List<SampleFile> files = new ArrayList<>();
        for (String name : names) {
            boolean script = name.endsWith(".sh");
            String text = text(folder + '/' + name);
            // Windows' own editors and its command interpreter want their line ends.
            String content = folder.equals("windows") ? text.replace("\n", "\r\n") : text;
            files.add(new SampleFile(name, script, content.getBytes(StandardCharsets.US_ASCII)));
        }
        return files;
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = SampleBases.class.getResourceAsStream("/sample/" + resource)) {
            if (in == null) {
                throw new IOException("this build lacks the resource sample/" + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
