package io.packhouse.deploy;

import java.nio.file.Path;
import java.util.List;

import io.packhouse.broker.DirectoryLock;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.kafka.KafkaSettings;

/**
 * Everything in one process on one directory: {@code kafka/}, {@code objects/}, and the lock that keeps a second process
 * out.
 *
 * @param gateway
 *            where the gateway is reached, without a slash at the end
 * @param management
 *            where health and metrics are
 * @param kafka
 *            where the broker is reached
 * @param data
 *            the directory
 */
public record AllInOne(String gateway, String management, String kafka, Path data) {

    /**
     * Opens everything in {@code house} and returns when a first job would start at once.
     *
     * @param version
     *            of Packhouse
     * @throws io.packhouse.broker.BrokerException
     *             when another process has the directory
     */
    public static AllInOne open(House house, Config config, Path data, String version) throws Exception {
        var settings = BrokerService.settings(config, data);
        house.keep("data directory", DirectoryLock.take(data));
        var broker = house.open(new BrokerService(settings));
        var kafka = config.section("kafka", KafkaSettings.class).withBootstrap(broker.bootstrapServers());
        var process = ServiceProcess.open(house, "packhouse", config, kafka, data.resolve("objects"), version);
        var installers = process.installers();
        var repackager = process.repackager();
        var signing = process.signing();
        var packages = process.packageStore();
        var environments = process.environments();
        var gateway = process.gateway();
        installers.awaitJobs();
        repackager.awaitJobs();
        signing.awaitJobs();
        packages.awaitJobs();
        environments.awaitJobs();
        process.complete();
        return new AllInOne(gateway.address(), process.managementAddress(), kafka.bootstrap(), data);
    }

    /**
     * What is where, and a first thing to do; lines for people.
     *
     * @param installersMount
     *            below which the installers' interface is
     * @param environmentsPrefix
     *            below which the environments' interface is; empty for the root
     */
    public List<String> guide(String installersMount, String environmentsPrefix) {
        var xmlRpc = gateway + installersMount + "/xmlrpc/";
        return List.of("", "  installers   " + xmlRpc + "  (XML-RPC)",
                "  add-ons      " + gateway + "/repackage/rebuild/  (the repackaging API of Add-on Builder)",
                "  packages     " + gateway + "/package/upload  (the Qt Application Manager's package server)",
                "  environments " + gateway + environmentsPrefix + "/v2/builder  (AddonScript's environment builder)",
                "  jobs API     " + gateway + "/api/v1/  (described at " + gateway + "/api/openapi.yaml)",
                "  health       " + management + "/health/ready, " + management + "/metrics", "  Kafka        " + kafka,
                "  data         " + data.toAbsolutePath().normalize(), "", "A first build, to be copied:", "",
                "  python3 -c \"import xmlrpc.client; print(xmlrpc.client.ServerProxy('" + xmlRpc
                        + "').build_installers([{'owner': 'you', 'percentage': 80}]))\"",
                "", "Ctrl-C ends it in order.");
    }
}
