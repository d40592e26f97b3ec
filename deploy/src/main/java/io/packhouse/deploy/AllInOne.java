package io.packhouse.deploy;

import java.nio.file.Path;
import java.util.List;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import io.packhouse.broker.DirectoryLock;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.kafka.KafkaSettings;
import io.packhouse.platform.objects.FileObjectStore;
import io.packhouse.platform.queue.QueueSettings;
import io.packhouse.platform.service.Foundation;

/**
 * Everything in one process on one directory: {@code kafka/}, {@code objects/}, and the lock that keeps a second process
 * out.
 *
 * @param gateway
 *            where the gateway is reached
 * @param kafka
 *            where the broker is reached
 * @param data
 *            the directory
 */
public record AllInOne(String gateway, String kafka, Path data) {

    /**
     * Opens everything in {@code house} and returns when a first job would start at once.
     *
     * @throws io.packhouse.broker.BrokerException
     *             when another process has the directory
     */
    public static AllInOne open(House house, Config config, Path data) throws Exception {
        var settings = BrokerService.settings(config, data);
        house.keep("data directory", DirectoryLock.take(data));
        var broker = house.open(new BrokerService(settings));
        var kafka = config.section("kafka", KafkaSettings.class).withBootstrap(broker.bootstrapServers());
        house.open(new TopicsService(kafka, config.section("queue", QueueSettings.class)));
        var foundation = house.keep("foundation",
                Foundation.open(config, kafka, new FileObjectStore(data.resolve("objects")),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
        return new AllInOne("http://127.0.0.1:8080/", foundation.kafka().bootstrap(), data);
    }

    /** What is where, and a first thing to do; lines for people. */
    public List<String> guide() {
        var xmlRpc = gateway + "custom_install/xmlrpc/";
        return List.of("", "  XML-RPC    " + xmlRpc,
                "  jobs API   " + gateway + "api/v1/ (described at " + gateway + "api/openapi.yaml)",
                "  Kafka      " + kafka, "  data       " + data.toAbsolutePath().normalize(), "", "Try:",
                "  python3 -c \"import xmlrpc.client; print(xmlrpc.client.ServerProxy('" + xmlRpc + "').api_version())\"",
                "",
                "Ctrl-C ends it in order.");
    }
}
