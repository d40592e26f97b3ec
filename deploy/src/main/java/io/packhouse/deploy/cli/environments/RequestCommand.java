package io.packhouse.deploy.cli.environments;

import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Flag;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.Relation;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.resolution.Resolution;
import io.packhouse.addonscript.resolution.Resolver;
import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.contracts.Failure;

/**
 * {@code environment request}: the request for an environment, with the newest versions that belong together (AddonScript,
 * "Environment Builder", the client's part).
 */
@Command(name = "request", sortOptions = false, description = {
        "Write the request for an environment: for everything that is required the newest version that goes with the rest.",
        "Optional add-ons are in it only by --with; so are versions of what the server does not have, such as the game."})
final class RequestCommand extends EnvironmentTask {

    @Parameters(index = "0", paramLabel = "SERVER", description = "The base address, such as http://127.0.0.1:8080.")
    private URI server = URI.create("");

    @Parameters(index = "1", paramLabel = "ADDON", description = "The instance add-on as namespace:id:version.")
    private String addon = "";

    @Option(names = "--with", paramLabel = "ADDON", order = 1, description = "An add-on in this version, as namespace:id:version; may be "
            + "given several times.")
    private List<String> others = List.of();

    @Option(names = "--side", paramLabel = "SIDE", order = 2, description = "client or server; may be given twice (default: both).")
    private Set<Side> sides = EnumSet.allOf(Side.class);

    @Override
    void run() throws IOException, InterruptedException {
        ServerUniverse universe = new ServerUniverse(new AddonscriptServer(server));
        AddonDescriptor wanted = descriptor(addon);
        Manifest manifest = universe.manifest(wanted).orElseThrow(
                () -> new Failure(Failure.Code.NOT_FOUND, server + " has no " + wanted).exception());
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.putObject("addonscript").put("version", 2);
        write(request.putObject("addon"), wanted);
        for (Side side : EnumSet.copyOf(sides)) {
            if (manifest.isOn(side)) {
                fill(request.putObject(side.wire()), manifest, side, versions(universe, wanted, side));
            }
        }
        out().println(request.toPrettyString());
    }

    private Map<AddonId, AddonVersion> versions(ServerUniverse universe, AddonDescriptor wanted, Side side) {
        Map<AddonId, AddonVersion> fixed = new LinkedHashMap<>();
        fixed.put(wanted.addon(), wanted.version());
        others.stream().map(RequestCommand::descriptor).forEach(other -> fixed.put(other.addon(), other.version()));
        return switch (Resolver.resolve(universe, side, fixed)) {
            case Resolution.Resolved resolved -> resolved.versions();
            case Resolution.Conflict conflict -> throw refused(conflict.sentence() + " (the server has "
                    + universe.versions(conflict.addon()) + "; --with gives others)");
            case Resolution.TooLarge tooLarge -> throw refused(tooLarge.reason());
        };
    }

    private static void fill(ObjectNode node, Manifest manifest, Side side, Map<AddonId, AddonVersion> versions) {
        ArrayNode requested = node.putArray("requested");
        ArrayNode provided = JsonNodeFactory.instance.arrayNode();
        for (AddonId id : manifest.relations().stream().filter(relation -> isOn(relation, side)).map(Relation::addon)
                .distinct()
                .toList()) {
            if (versions.containsKey(id)) {
                boolean isExpected = manifest.relations().stream()
                        .anyMatch(relation -> relation.addon().equals(id) && relation.flags().has(side, Flag.EXPECTED));
                write((isExpected ? requested : provided).addObject(), new AddonDescriptor(id, versions.get(id)));
            }
        }
        if (!provided.isEmpty()) {
            node.set("provided", provided);
        }
    }

    private static boolean isOn(Relation relation, Side side) {
        return !relation.flags().on(side).isEmpty() && !relation.flags().has(side, Flag.INCOMPATIBLE);
    }

    private static void write(ObjectNode node, AddonDescriptor addon) {
        node.put("id", addon.addon().id()).put("namespace", addon.addon().namespace()).put("version",
                addon.version().toString());
    }

    private static AddonDescriptor descriptor(String text) {
        String[] parts = text.split(":", 3);
        boolean isWell = parts.length == 3 && AddonId.isNamespace(parts[0]) && AddonId.isId(parts[1])
                && AddonVersion.isVersion(parts[2]);
        if (!isWell) {
            throw refused("'" + text + "' is no add-on such as org.example:name:1.0");
        }
        return AddonDescriptor.of(parts[0], parts[1], parts[2]);
    }

    private static RuntimeException refused(String sentence) {
        return new Failure(Failure.Code.INVALID_REQUEST, sentence).exception();
    }
}
