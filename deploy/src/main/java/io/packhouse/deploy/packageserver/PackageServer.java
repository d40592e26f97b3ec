package io.packhouse.deploy.packageserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import io.packhouse.broker.DirectoryLock;
import io.packhouse.deploy.BrokerService;
import io.packhouse.deploy.House;
import io.packhouse.deploy.ServiceProcess;
import io.packhouse.platform.config.Config;
import io.packhouse.platform.kafka.KafkaSettings;

/**
 * A package server in one process: broker, gateway, package-store, and signing where downloads are signed. Its own data are in
 * {@code .packhouse/} of the data directory, which the original's rules leave alone.
 */
final class PackageServer {

    private static final String OWN_DATA = ".packhouse";

    private PackageServer() {
    }

    /**
     * Opens everything in {@code house} and returns when requests are answered: all that lay in the data directory is listed
     * then.
     *
     * @return the port
     */
    static int open(House house, ServerStart start, Config config, ServerConsole console, String version) throws Exception {
        var lock = house.keep("data directory",
                io.packhouse.packagestore.directory.DirectoryLock.take(start.directory()));
        if (start.createConfig()) {
            AmpsConfig.write(start.directory(), start.settings());
        }
        console.open(start.directory(), start.settings());
        requireFree(start.address());
        var data = start.directory().resolve(OWN_DATA);
        house.keep("own data", DirectoryLock.take(data));
        var broker = house.open(new BrokerService(BrokerService.settings(config, data)));
        var kafka = config.section("kafka", KafkaSettings.class).withBootstrap(broker.bootstrapServers());
        var process = ServiceProcess.open(house, "package-server", config, kafka, data.resolve("objects"), version);
        var store = process.packageStore(console, lock);
        if (start.settings().signs()) {
            process.signing(StoreKey.environment(start.settings().storePassword())).awaitJobs();
        }
        store.awaitJobs();
        var gateway = process.packageGateway();
        process.complete();
        return gateway.port();
    }

    /** A port that is taken is told before anything is started; whoever takes it meanwhile is told of later. */
    private static void requireFree(ListenAddress address) throws ServerException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address.bound(), address.port()));
        } catch (IOException e) {
            throw new ServerException("could not listen on " + address.with(address.port()) + " (" + e.getMessage() + ")",
                    e);
        }
    }
}
