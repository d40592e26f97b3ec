package io.packhouse.repackager.pingback;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.packhouse.contracts.Topic;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.outbound.Outbound;
import io.packhouse.platform.process.Foundation;
import io.packhouse.platform.secrets.Secrets;

/** A process that makes deliveries and says when it has all partitions: {@code BOOTSTRAP PREFIX DIRECTORY}. */
final class DeliveryProcess {

    private DeliveryProcess() {
    }

    public static void main(String[] arguments) throws Exception {
        Foundation foundation = DeliveryHouse.foundation(KafkaSettings.local(arguments[0], arguments[1]),
                Path.of(arguments[2]), Map.of());
        DeliveryService service = new DeliveryService(foundation, Outbound.open(foundation),
                Secrets.of("s3cret-of-the-test"));
        service.start();
        while (service.livePartitions() < Topic.DELIVERIES.partitions()) {
            Thread.sleep(Duration.ofMillis(20));
        }
        System.out.println("has all partitions");
        Thread.sleep(Duration.ofMinutes(10));
    }
}
