package io.packhouse.envbuilder.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Place;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.Shapes;
import io.packhouse.addonscript.documents.StrictJson;
import io.packhouse.addonscript.documents.UnreadMembers;

/**
 * {@code repository.json}.
 *
 * @param namespaces
 *            that are served; empty for all that have a directory
 * @param allowedHosts
 *            from which recipes may fetch by addresses that they write out; empty where it is not said
 * @param aliases
 *            add-ons by the namespace and id under which the repository lists them too, with their canonical namespaces
 */
record RepositoryDocument(Set<String> namespaces, Optional<Set<String>> allowedHosts, Map<AddonId, String> aliases) {

    static final String NAME = "repository.json";
    static final RepositoryDocument EMPTY = new RepositoryDocument(Set.of(), Optional.empty(), Map.of());

    private static final int SIZE_LIMIT = 4 << 20;
    private static final int LIMIT = 10_000;
    private static final Set<String> MEMBERS = Set.of("repository", "namespaces", "allowed_hosts", "aliases");

    RepositoryDocument {
        namespaces = Set.copyOf(namespaces);
        allowedHosts = allowedHosts.map(Set::copyOf);
        aliases = Map.copyOf(aliases);
    }

    /**
     * The document of {@code bytes}.
     *
     * @throws io.packhouse.addonscript.documents.RefusedException
     *             with everything that is wrong
     */
    static RepositoryDocument read(byte[] bytes) {
        Place root = Place.root(StrictJson.read(bytes, SIZE_LIMIT));
        if (!root.isObject()) {
            root.requireWell();
        }
        root.at("repository").integer(1, 1);
        List<String> namespaces = root.list("namespaces", LIMIT, Shapes::tidyNamespace);
        List<String> hosts = root.list("allowed_hosts", LIMIT, RepositoryDocument::host);
        Map<AddonId, String> aliases = new TreeMap<>();
        root.map("aliases", LIMIT, Shapes::namespace).forEach((name, canonical) -> {
            int colon = name.indexOf(':');
            if (colon > 0 && AddonId.isNamespace(name.substring(0, colon)) && AddonId.isId(name.substring(colon + 1))) {
                aliases.put(new AddonId(name.substring(0, colon), name.substring(colon + 1)), canonical);
            } else {
                root.at("aliases").at(name).wrong("an alias is an add-on such as org.mirror:name");
            }
        });
        root.requireWell();
        return new RepositoryDocument(Set.copyOf(namespaces),
                root.has("allowed_hosts") ? Optional.of(Set.copyOf(hosts)) : Optional.empty(), aliases);
    }

    /** What the author of {@code bytes}, a document that was read, probably did not mean. */
    static List<Problem> warnings(byte[] bytes) {
        List<Problem> warnings = new ArrayList<>();
        UnreadMembers.warn(StrictJson.read(bytes, SIZE_LIMIT), MEMBERS, "", warnings);
        return warnings;
    }

    private static String host(Place place) {
        return place.text(text -> text.matches("[a-z0-9.-]{1,253}"), "the name of a host in lower case", "x");
    }
}
