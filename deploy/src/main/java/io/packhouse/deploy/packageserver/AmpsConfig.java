package io.packhouse.deploy.packageserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.packhouse.ampkg.PackageException;
import io.packhouse.ampkg.yaml.FormatHeader;
import io.packhouse.ampkg.yaml.YamlLimits;
import io.packhouse.ampkg.yaml.YamlNode;
import io.packhouse.ampkg.yaml.YamlReader;
import io.packhouse.ampkg.yaml.YamlValue;
import io.packhouse.ampkg.yaml.YamlWriter;

/**
 * {@code amps-config.yaml} of a data directory (package server reference, 2.10): read strictly, written with what differs from
 * the defaults.
 */
public final class AmpsConfig {

    /** The file's name. */
    public static final String FILE = "amps-config.yaml";

    private static final FormatHeader FORMAT = new FormatHeader("amps-configuration", 1);
    private static final String LISTEN_ADDRESS = "listenAddress";
    private static final String PROJECT_ID = "projectId";
    private static final String STORE_CERTIFICATE = "storeSignCertificate";
    private static final String STORE_PASSWORD = "storeSignPassword";
    private static final String DEVELOPER_CAS = "developerVerificationCaCertificates";

    private AmpsConfig() {
    }

    /**
     * The settings of a data directory; the defaults where it has no such file.
     *
     * @throws ServerException
     *             when the file cannot be read, has a key that there is not, or a value of another type
     */
    public static ServerSettings read(Path directory) throws ServerException {
        var file = directory.resolve(FILE);
        if (Files.notExists(file)) {
            return ServerSettings.DEFAULT;
        }
        try {
            return parse(Files.readAllBytes(file));
        } catch (PackageException e) {
            throw new ServerException("Failed to parse config file " + FILE + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ServerException("Failed to read config file " + file + ": " + e, e);
        }
    }

    /** The settings of a file's content. */
    static ServerSettings parse(byte[] content) throws PackageException {
        var documents = YamlReader.read(content, YamlLimits.DEFAULT);
        FormatHeader.require(documents, List.of(FORMAT));
        if (documents.size() < 2) {
            throw new PackageException("the second document, which holds the settings, is missing");
        }
        return switch (documents.get(1)) {
            case YamlNode.Scalar scalar when scalar.value() instanceof YamlValue.Null -> ServerSettings.DEFAULT;
            case YamlNode.Mapping mapping -> settings(mapping);
            case YamlNode other -> throw new PackageException("line " + other.line() + ": the settings are no map");
        };
    }

    private static ServerSettings settings(YamlNode.Mapping mapping) throws PackageException {
        var settings = ServerSettings.DEFAULT;
        for (var field : mapping.fields().entrySet()) {
            settings = with(settings, field.getKey(), field.getValue());
        }
        return settings;
    }

    private static ServerSettings with(ServerSettings old, String key, YamlNode value) throws PackageException {
        return switch (key) {
            case LISTEN_ADDRESS -> new ServerSettings(given(key, value), old.projectId(), old.storeCertificate(),
                    old.storePassword(), old.developerCas());
            case PROJECT_ID -> new ServerSettings(old.listenAddress(), given(key, value), old.storeCertificate(),
                    old.storePassword(), old.developerCas());
            case STORE_CERTIFICATE -> new ServerSettings(old.listenAddress(), old.projectId(), text(key, value),
                    old.storePassword(), old.developerCas());
            case STORE_PASSWORD -> new ServerSettings(old.listenAddress(), old.projectId(), old.storeCertificate(),
                    text(key, value), old.developerCas());
            case DEVELOPER_CAS -> new ServerSettings(old.listenAddress(), old.projectId(), old.storeCertificate(),
                    old.storePassword(), texts(key, value));
            default -> throw new PackageException("line " + value.line() + ": '" + key + "' is none of the fields "
                    + String.join(", ", DEVELOPER_CAS, LISTEN_ADDRESS, PROJECT_ID, STORE_CERTIFICATE, STORE_PASSWORD));
        };
    }

    private static String given(String key, YamlNode value) throws PackageException {
        var text = text(key, value);
        if (text.isEmpty()) {
            throw new PackageException("line " + value.line() + ": '" + key + "' must not be empty");
        }
        return text;
    }

    private static String text(String key, YamlNode value) throws PackageException {
        if (value instanceof YamlNode.Scalar scalar) {
            return scalar.text();
        }
        throw new PackageException("line " + value.line() + ": '" + key + "' must be a string");
    }

    private static List<String> texts(String key, YamlNode value) throws PackageException {
        if (!(value instanceof YamlNode.Sequence sequence)) {
            return List.of(text(key, value));
        }
        var texts = new ArrayList<String>();
        for (var item : sequence.items()) {
            texts.add(text(key, item));
        }
        return texts;
    }

    /**
     * Writes the settings of a data directory. Only its owner may read the file where it holds a password.
     *
     * @throws ServerException
     *             when it cannot be written
     */
    public static void write(Path directory, ServerSettings settings) throws ServerException {
        var file = directory.resolve(FILE);
        try {
            OwnersFile.write(file, content(settings), !settings.storePassword().isEmpty());
        } catch (IOException e) {
            throw new ServerException("Failed to write config file " + file + ": " + e, e);
        }
    }

    /** A file with what differs from the defaults, keys in alphabetical order. */
    static byte[] content(ServerSettings settings) {
        var fields = new TreeMap<String, YamlValue>();
        put(fields, LISTEN_ADDRESS, settings.listenAddress(), ServerSettings.DEFAULT.listenAddress());
        put(fields, PROJECT_ID, settings.projectId(), ServerSettings.DEFAULT.projectId());
        put(fields, STORE_CERTIFICATE, settings.storeCertificate(), ServerSettings.DEFAULT.storeCertificate());
        put(fields, STORE_PASSWORD, settings.storePassword(), ServerSettings.DEFAULT.storePassword());
        if (settings.verifies()) {
            fields.put(DEVELOPER_CAS,
                    new YamlValue.Items(settings.developerCas().stream().<YamlValue>map(YamlValue.Text::new).toList()));
        }
        var header = YamlValue.Fields.of(Map.of("formatType", new YamlValue.Text(FORMAT.type()), "formatVersion",
                YamlValue.Whole.of(FORMAT.version())));
        return YamlWriter.stream(header, new YamlValue.Fields(fields));
    }

    private static void put(Map<String, YamlValue> fields, String key, String value, String usual) {
        if (!value.equals(usual)) {
            fields.put(key, new YamlValue.Text(value));
        }
    }
}
