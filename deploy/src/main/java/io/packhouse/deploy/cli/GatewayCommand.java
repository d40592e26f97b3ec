package io.packhouse.deploy.cli;

import java.util.LinkedHashMap;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gateway}: the HTTP front alone. */
@Command(name = "gateway", abbreviateSynopsis = true, sortOptions = false, description = {
        "Run the HTTP front: takes requests, shows jobs, sends what was built.",
        "Any number of them may serve one house: the same --kafka, and the same --objects on a file system that they "
                + "share. Ends in order on Ctrl-C or SIGTERM: open requests may end, their jobs go on."})
final class GatewayCommand extends ConfiguredCommand {

    @Option(names = "--port", paramLabel = "N", order = 1, description = "Listen at this port (http.port; default: 8080).")
    private @Nullable Integer port;

    @Mixin
    private HouseOptions apart = new HouseOptions();

    @Override
    Set<String> sections() {
        return Set.of("addons", "api", "deliveries", "environments", "http", "installers", "jobs", "kafka", "log",
                "management", "objects",
                "packages", "queue", "signing");
    }

    @Override
    public Integer call() throws Exception {
        var flags = new LinkedHashMap<>(apart.keys());
        if (port != null) {
            flags.put("http.port", port.toString());
        }
        return Apart.serve("gateway", config().load(flags), process -> process.gateway().address());
    }
}
