package io.packhouse.deploy.cli.environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.ManifestReader;
import io.packhouse.addonscript.documents.Relation;
import io.packhouse.addonscript.resolution.Universe;
import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.contracts.Failure;

/** The add-ons of a server, each asked for once. */
final class ServerUniverse implements Universe {

    private final AddonscriptServer server;
    private final Map<AddonId, List<AddonVersion>> versions = new HashMap<>();
    private final Map<AddonDescriptor, Optional<Manifest>> manifests = new HashMap<>();

    ServerUniverse(AddonscriptServer server) {
        this.server = server;
    }

    @Override
    public List<AddonVersion> versions(AddonId addon) {
        return versions.computeIfAbsent(addon, this::fetchVersions);
    }

    @Override
    public List<Relation> relations(AddonDescriptor addon) {
        return manifest(addon).map(Manifest::relations).orElse(List.of());
    }

    /** The manifest of a version; empty when the server has none. */
    Optional<Manifest> manifest(AddonDescriptor addon) {
        return manifests.computeIfAbsent(addon, this::fetchManifest);
    }

    private List<AddonVersion> fetchVersions(AddonId addon) {
        List<AddonVersion> found = new ArrayList<>();
        try {
            for (JsonNode version : server.addon(addon).map(each -> each.path("versions")).orElse(
                    MissingNode.getInstance())) {
                if (AddonVersion.isVersion(version.asText())) {
                    found.add(addon.version(version.asText()));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    private Optional<Manifest> fetchManifest(AddonDescriptor addon) {
        try {
            return server.manifest(addon)
                    .map(bytes -> new ManifestReader(true, ManifestReader.Namespaces.NONE).read(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    private static RuntimeException stopped(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Failure(Failure.Code.UNAVAILABLE, "stopped").exception(e);
    }
}
