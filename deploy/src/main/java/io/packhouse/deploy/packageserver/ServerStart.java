package io.packhouse.deploy.packageserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a package server is started with: command line over file over defaults, checked (package server reference, 2.10).
 *
 * @param directory
 *            the data directory, absolute
 * @param address
 *            of {@code settings}
 * @param file
 *            a file with further keys
 * @param set
 *            further keys
 * @param createConfig
 *            whether the settings are written to the data directory's file
 */
record ServerStart(Path directory, ServerSettings settings, ListenAddress address, Optional<Path> file,
        Map<String, String> set, boolean createConfig) {

    /**
     * What {@code arguments} ask for; empty when there is no data directory, which the original answers with its help.
     *
     * @param workingDirectory
     *            files are relative to it
     * @throws ServerException
     *             when a value or the file is wrong, or a file is missing
     */
    static Optional<ServerStart> of(ServerArguments arguments, Path workingDirectory) throws ServerException {
        var directory = directory(arguments, workingDirectory);
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        make(directory.get());
        var settings = AmpsConfig.read(directory.get()).with(arguments);
        if (settings.projectId().isEmpty()) {
            throw new ServerException("the project id must not be empty");
        }
        require(workingDirectory, "store signing certificate", List.of(settings.storeCertificate()));
        require(workingDirectory, "developer CA certificate", settings.developerCas());
        return Optional.of(new ServerStart(directory.get(), settings, ListenAddress.parse(settings.listenAddress()),
                arguments.value(ServerOption.CONFIG).map(workingDirectory::resolve), set(arguments),
                arguments.has(ServerOption.CREATE_CONFIG)));
    }

    private static Optional<Path> directory(ServerArguments arguments, Path workingDirectory) {
        return arguments.value(ServerOption.DATA_DIRECTORY).map(workingDirectory::resolve)
                .or(() -> Optional.of(workingDirectory).filter(here -> Files.exists(here.resolve(AmpsConfig.FILE))))
                .map(path -> path.toAbsolutePath().normalize());
    }

    private static void make(Path directory) throws ServerException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ServerException("could not create the data directory " + directory + " (" + e + ")", e);
        }
    }

    private static void require(Path workingDirectory, String what, List<String> files) throws ServerException {
        for (var file : files) {
            var path = workingDirectory.resolve(file);
            if (!file.isEmpty() && (!Files.isReadable(path) || Files.isDirectory(path))) {
                throw new ServerException("could not open the " + what + " file " + file);
            }
            if (file.contains(",")) {
                throw new ServerException("the name of the " + what + " file must not have a comma: " + file);
            }
        }
    }

    private static Map<String, String> set(ServerArguments arguments) throws ServerException {
        var set = new LinkedHashMap<String, String>();
        for (var pair : arguments.values(ServerOption.SET)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new ServerException("--set takes KEY=VALUE, not '" + pair + "'");
            }
            set.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return set;
    }

    /** The keys of Packhouse that the settings are short forms of. The password is in none of them. */
    Map<String, String> keys() {
        var keys = new LinkedHashMap<String, String>();
        keys.put("http.host", address.bound());
        keys.put("http.port", Integer.toString(address.port()));
        keys.put("packages.project-id", settings.projectId());
        keys.put("packages.open-writes", "true");
        keys.put("packages.data-dir", directory.toString());
        keys.put("packages.developer-ca", String.join(",", settings.developerCas()));
        if (settings.signs()) {
            keys.put("packages.store-key", StoreKey.NAME);
            keys.put("signing.keys." + StoreKey.NAME + ".file", settings.storeCertificate());
            keys.put("signing.keys." + StoreKey.NAME + ".password-env", StoreKey.VARIABLE);
            keys.put("signing.keys." + StoreKey.NAME + ".uses", "ampkg-store");
        }
        return keys;
    }
}
