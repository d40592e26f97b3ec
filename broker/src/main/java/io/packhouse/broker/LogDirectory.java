package io.packhouse.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/** The directory of the node: what {@code kafka-storage format} does, where it was not done. */
final class LogDirectory {

    /** Written last and by a rename, so that a directory that has it is formatted wholly. */
    private static final String MARK = "meta.properties";

    private LogDirectory() {
    }

    static void format(Path directory) {
        if (Files.exists(directory.resolve(MARK))) {
            return;
        }
        try (var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter().setNodeId(NodeProperties.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(directory.toAbsolutePath().toString())
                    .setMetadataLogDirectory(directory.toAbsolutePath().toString())
                    .setControllerListenerName(NodeProperties.CONTROLLER_LISTENER)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setIgnoreFormatted(true)
                    .setPrintStream(silent)
                    .run();
        } catch (Exception e) {
            throw new BrokerException("Kafka's data directory " + directory + " cannot be formatted: " + e.getMessage(), e);
        }
    }
}
