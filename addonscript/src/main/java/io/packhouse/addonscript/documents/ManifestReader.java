package io.packhouse.addonscript.documents;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads manifests for a repository: strictly, and with what the reference asks of an author only here (an own repository where
 * a builder is used, qualifiers that differ).
 */
public final class ManifestReader {

    private static final int REPOSITORIES_LIMIT = 100;
    private static final int PATCHES_LIMIT = 100;

    private final boolean acceptsLink;
    private final Namespaces namespaces;

    /** Which canonical namespace an add-on has that a repository lists. */
    @FunctionalInterface
    public interface Namespaces {

        /** Nothing is known of any. */
        Namespaces NONE = (repository, id) -> Optional.empty();

        Optional<String> canonical(String repository, String id);
    }

    /**
     * @param acceptsLink
     *            whether {@code link} is taken as the old name of {@code src}
     */
    public ManifestReader(boolean acceptsLink, Namespaces namespaces) {
        this.acceptsLink = acceptsLink;
        this.namespaces = namespaces;
    }

    /**
     * The manifest of {@code bytes}.
     *
     * @throws RefusedException
     *             {@link ProblemCode#MALFORMED} or {@link ProblemCode#SCHEMA}
     */
    public Manifest read(byte[] bytes) {
        Place root = Place.root(StrictJson.read(bytes, Manifest.SIZE_LIMIT));
        if (!root.isObject()) {
            root.requireWell();
        }
        double schemaVersion = Shapes.schemaVersion(root.at("addonscript"));
        if (schemaVersion < 2 || schemaVersion >= 3) {
            root.at("addonscript").at("version").wrong("schema version " + schemaVersion + " is not one from 2 up to 3");
        }
        AddonDescriptor identity = Shapes.descriptor(root);
        if (root.has("namespace") && AddonId.isNamespace(identity.addon().namespace())) {
            Shapes.tidyNamespace(root.at("namespace"));
        }
        Manifest manifest = new Manifest(schemaVersion, identity, Shapes.flags(root.at("flags")),
                root.list("files", Manifest.FILES_LIMIT, place -> FileReader.read(place, acceptsLink)),
                root.list("relations", Manifest.RELATIONS_LIMIT, place -> relation(place, identity.addon())),
                root.list("repositories", REPOSITORIES_LIMIT, ManifestReader::repository), root.isTrue("instance"),
                root.isTrue("use_builder"), root.list("patches", PATCHES_LIMIT, LaunchReader::patch), configs(root));
        check(root, manifest);
        root.requireWell();
        return manifest;
    }

    private Relation relation(Place place, AddonId owner) {
        place.isObject();
        String id = Shapes.id(place.at("id"));
        List<String> repositories = place.list("repositories", REPOSITORIES_LIMIT, Shapes::tidyNamespace);
        String namespace = place.optional("namespace", Shapes::tidyNamespace);
        return new Relation(new AddonId(namespace == null ? namespace(id, repositories, owner) : namespace, id),
                Shapes.range(place.at("version")), place.has("flags") ? Shapes.flags(place.at("flags")) : SideFlags.NONE);
    }

    /** The first repository that knows the add-on says its namespace; where none does, it is taken for the owner's. */
    private String namespace(String id, List<String> repositories, AddonId owner) {
        List<String> inOrder = repositories.isEmpty() ? List.of(owner.namespace()) : repositories;
        return inOrder.stream().flatMap(repository -> namespaces.canonical(repository, id).stream()).findFirst()
                .orElse(owner.namespace());
    }

    private static RepositoryReference repository(Place place) {
        place.isObject();
        if (!place.has("instances")) {
            place.at("instances").wrong("is missing");
        }
        return new RepositoryReference(Shapes.tidyNamespace(place.at("namespace")),
                place.list("instances", REPOSITORIES_LIMIT, Place::text));
    }

    private static Map<Side, LaunchConfig> configs(Place root) {
        Map<Side, LaunchConfig> configs = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            LaunchConfig config = root.optional("launch_" + side.wire(), LaunchReader::config);
            if (config != null) {
                configs.put(side, config);
            }
        }
        return configs;
    }

    private static void check(Place root, Manifest manifest) {
        if (manifest.usesBuilder() && !manifest.isInstance()) {
            root.at("use_builder").wrong("only an add-on with instance: true uses a builder");
        }
        String namespace = manifest.identity().addon().namespace();
        if (manifest.usesBuilder()
                && manifest.repositories().stream().noneMatch(repository -> repository.namespace().equals(namespace))) {
            root.at("repositories").wrong("an add-on that uses a builder names a repository of its own namespace");
        }
        Set<String> qualifiers = new HashSet<>();
        for (int i = 0; i < manifest.files().size(); i++) {
            String qualifier = manifest.files().get(i).qualifier();
            if (!qualifiers.add(qualifier)) {
                root.at("files").at(Integer.toString(i)).at("qualifier").wrong("«" + qualifier + "» is there twice");
            }
        }
        JsonNode patches = root.node().path("patches");
        if (!manifest.isInstance() && (!manifest.launchConfigs().isEmpty() || !patches.isEmpty())) {
            root.at("instance").wrong("only an add-on with instance: true says how the game is started");
        }
    }
}
