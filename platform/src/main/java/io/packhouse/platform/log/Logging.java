package io.packhouse.platform.log;

import java.nio.charset.StandardCharsets;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/**
 * Sets up logging for a process. Made in code, without searching for files or plug-ins, because a process must be ready
 * within seconds. Lines go to standard error, so that standard output belongs to commands.
 */
public final class Logging {

    private Logging() {
    }

    /** Sets logging up; the first thing that a process does. May be called again with other settings. */
    public static void configure(LogSettings settings) {
        // What closes in order when the process ends has something to say until it is closed.
        System.setProperty("log4j.shutdownHookEnabled", "false");
        LoggerContext context = LoggerContext.getContext(false);
        context.reconfigure(new InCode(context, settings));
    }

    private static Layout<String> layout(LogSettings.Format format, Configuration configuration) {
        return switch (format) {
            case TEXT -> new TextLayout(configuration);
            case JSON -> JsonTemplateLayout.newBuilder().setConfiguration(configuration).setCharset(StandardCharsets.UTF_8)
                    .setEventTemplateUri("classpath:io/packhouse/platform/log/json-layout.json").build();
        };
    }

    private static final class InCode extends AbstractConfiguration {

        private final LogSettings settings;

        InCode(LoggerContext context, LogSettings settings) {
            super(context, ConfigurationSource.NULL_SOURCE);
            this.settings = settings;
            setName("packhouse");
        }

        @Override
        protected void doConfigure() {
            var console = ConsoleAppender.newBuilder().setName("console").setConfiguration(this)
                    .setTarget(ConsoleAppender.Target.SYSTEM_ERR).setFollow(true)
                    .setLayout(layout(settings.format(), this)).build();
            console.start();
            addAppender(console);
            getRootLogger().addAppender(console, null, null);
            getRootLogger().setLevel(Level.WARN);
            addLogger("io.packhouse", new LoggerConfig("io.packhouse", Level.valueOf(settings.level().name()), true));
            // A client whose broker is away says so many times a second; our own code says it once.
            addLogger("org.apache.kafka.clients.NetworkClient",
                    new LoggerConfig("org.apache.kafka.clients.NetworkClient", Level.ERROR, true));
            // The embedded broker warns of what is usual for one that is alone.
            addLogger("org.apache.kafka.controller.QuorumController",
                    new LoggerConfig("org.apache.kafka.controller.QuorumController", Level.ERROR, true));
            // Two first questions for a coordinator at once: one makes the topic, the other is told that it exists.
            addLogger("kafka.server.DefaultAutoTopicCreationManager",
                    new LoggerConfig("kafka.server.DefaultAutoTopicCreationManager", Level.ERROR, true));
        }
    }
}
