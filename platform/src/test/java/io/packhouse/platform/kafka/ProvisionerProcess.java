package io.packhouse.platform.kafka;

import java.util.HashMap;

import org.apache.kafka.clients.admin.Admin;

import io.packhouse.platform.queue.QueueSettings;

/** A process of {@link ProvisionerIT}: {@code BOOTSTRAP PREFIX}. */
final class ProvisionerProcess {

    private ProvisionerProcess() {
    }

    public static void main(String[] arguments) {
        var settings = KafkaSettings.local(arguments[0], arguments[1]);
        try (var admin = Admin.create(new HashMap<>(settings.clientProperties()))) {
            new Provisioner(admin, settings, QueueSettings.defaults()).run();
        }
    }
}
