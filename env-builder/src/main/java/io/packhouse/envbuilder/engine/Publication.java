package io.packhouse.envbuilder.engine;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.SafePath;
import io.packhouse.addonscript.recipes.Recipe.Publish;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.PublishedFile;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Created;

import static java.util.Objects.requireNonNull;

/**
 * Makes files known under their names and digests. What is known is durable before any answer speaks of it, and never becomes
 * less: a file that others linked to and we now serve is served, one that we served is not taken back.
 */
final class Publication {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
    private static final int TRIES = 5;

    private final ObjectStore objects;
    private final AddonDescriptor addon;

    Publication(ObjectStore objects, AddonDescriptor addon) {
        this.objects = objects;
        this.addon = addon;
    }

    /**
     * Publishes {@code files} and answers them as they are named then: a name that another content has already, because the
     * recipe was changed under the same version, gets a suffix.
     *
     * @throws FailureException
     *             {@code INTERNAL} when one SHA-1 has two contents
     */
    List<BuiltFile> publish(List<BuiltFile> files) {
        List<BuiltFile> known = files.stream().filter(file -> file.publish() != Publish.NONE).toList();
        known.forEach(this::checkSha1);
        objects.makeDurable(known.stream().map(file -> file.blob().content().sha256()).toList());
        Map<String, PublishedFile> wanted = new LinkedHashMap<>();
        for (BuiltFile file : known) {
            PublishedFile published = published(file);
            for (String key : byHash(published)) {
                PublishedFile other = wanted.putIfAbsent(key, published);
                if (other != null && !other.content().equals(published.content())) {
                    throw sameSha1(file);
                } else if (other != null) {
                    wanted.put(key, united(other, published));
                }
            }
            wanted.put(key(file), published);
        }
        Set<String> taken = put(wanted);
        for (BuiltFile file : known) {
            if (byHash(published(file)).stream().anyMatch(taken::contains)) {
                throw sameSha1(file);
            }
        }
        List<BuiltFile> named = files.stream()
                .map(file -> file.publish() != Publish.NONE && taken.contains(key(file)) ? renamed(file) : file).toList();
        Map<String, PublishedFile> second = new LinkedHashMap<>();
        named.stream().filter(file -> file.publish() != Publish.NONE && !wanted.containsKey(key(file)))
                .forEach(file -> second.put(key(file), published(file)));
        put(second).forEach(key -> {
            throw new Failure(Failure.Code.INTERNAL, "another file has the name "
                    + named.stream().filter(file -> key(file).equals(key)).findFirst().orElseThrow().qualifier())
                    .exception();
        });
        return named;
    }

    /** Before anything of the build is published; that nobody else was faster is seen when it is. */
    private void checkSha1(BuiltFile file) {
        objects.get(PublishedFile.keyByHash("sha1", file.blob().sha1()))
                .map(bytes -> Json.read(bytes, PublishedFile.class))
                .filter(there -> !there.content().equals(file.blob().content())).ifPresent(_ -> {
                    throw sameSha1(file);
                });
    }

    private static FailureException sameSha1(BuiltFile file) {
        LOG.atError().addKeyValue("sha1", file.blob().sha1()).addKeyValue("sha256", file.blob().content().sha256())
                .log("Another content has the same SHA-1; this one is not published");
        return new Failure(Failure.Code.INTERNAL, "another content than " + file.blob().content().sha256()
                + " is published under the SHA-1 " + file.blob().sha1()).exception();
    }

    private static BuiltFile renamed(BuiltFile file) {
        BuiltFile renamed = file.renamed();
        LOG.atWarn().addKeyValue("qualifier", file.qualifier()).addKeyValue("now", renamed.qualifier())
                .log("The recipe makes another file under a name that is taken");
        return renamed;
    }

    private static PublishedFile published(BuiltFile file) {
        Value.Blob blob = file.blob();
        return new PublishedFile(name(file),
                file.written().links().stream().filter(link -> link.startsWith("http")).toList(),
                blob.sha1(), blob.sha512(), blob.content(), file.isServed(), null);
    }

    private static List<String> byHash(PublishedFile file) {
        return List.of(PublishedFile.keyByHash("sha1", file.sha1()),
                PublishedFile.keyByHash("sha256", file.content().sha256()),
                PublishedFile.keyByHash("sha512", file.sha512()));
    }

    /** Publishes each file under its key; answers the keys that other contents have. */
    private Set<String> put(Map<String, PublishedFile> files) {
        Set<String> taken = new HashSet<>();
        Map<String, PublishedFile> wanted = files;
        for (int i = 0; i < TRIES; i++) {
            Map<String, byte[]> written = new LinkedHashMap<>();
            wanted.forEach((key, file) -> written.put(key, Json.write(file)));
            Map<String, PublishedFile> again = new LinkedHashMap<>();
            for (Map.Entry<String, Created> each : objects.createAll(written).entrySet()) {
                if (each.getValue() instanceof Created.Existed existed) {
                    PublishedFile file = requireNonNull(wanted.get(each.getKey()));
                    PublishedFile there = Json.read(existed.bytes(), PublishedFile.class);
                    PublishedFile united = united(there, file);
                    if (!there.content().equals(file.content())) {
                        taken.add(each.getKey());
                    } else if (!united.equals(there)) {
                        // For a moment nothing is there: a reader then has a 404, which he had before too.
                        objects.delete(each.getKey());
                        again.put(each.getKey(), united);
                    }
                }
            }
            if (again.isEmpty()) {
                return taken;
            }
            wanted = again;
        }
        throw new Failure(Failure.Code.UNAVAILABLE, "others publish the same file all the time").exception();
    }

    private static PublishedFile united(PublishedFile there, PublishedFile more) {
        Set<String> links = new LinkedHashSet<>(there.links());
        links.addAll(more.links());
        return new PublishedFile(there.name(), List.copyOf(links), there.sha1(), there.sha512(), there.content(),
                there.isServed() || more.isServed(), there.contentType());
    }

    private String key(BuiltFile file) {
        return PublishedFile.keyByName(addon.addon().namespace(), addon.addon().id(), addon.version().text(),
                file.qualifier());
    }

    /** What a download is called: what others call it, or what the file knows of itself. */
    private static String name(BuiltFile file) {
        Optional<String> linked = file.blob().links().stream().map(link -> link.split("[?#]", 2)[0])
                .map(link -> link.substring(link.lastIndexOf('/') + 1)).filter(SafePath::isSegment).findFirst();
        String known = file.blob().facts().path("name").asText();
        return linked.orElse(SafePath.isSegment(known) ? known : file.qualifier());
    }
}
