package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.SafePath;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.recipes.Recipe.Publish;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.PublishedFile;
import io.packhouse.envbuilder.values.Value;
import io.packhouse.platform.objects.ObjectStore;
import io.packhouse.platform.objects.ObjectStore.Created;
import io.packhouse.platform.objects.ObjectStore.Durability;

/**
 * Makes files known under their names and digests. What is known is durable before any answer speaks of it, and never becomes
 * less: a file that others linked to and we now serve is served, one that we served is not taken back.
 */
final class Publication {

    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
    private static final int PARALLEL = 16;
    private static final int TRIES = 5;

    private final ObjectStore objects;
    private final AddonDescriptor addon;
    private final Semaphore permits = new Semaphore(PARALLEL);

    Publication(ObjectStore objects, AddonDescriptor addon) {
        this.objects = objects;
        this.addon = addon;
    }

    /**
     * Publishes {@code files} and answers them as they are named then: a name without a suffix that another content has already,
     * because the recipe was changed under the same version, gets one.
     *
     * @throws FailureException
     *             {@code INTERNAL} when one SHA-1 has two contents
     */
    List<BuiltFile> publish(List<BuiltFile> files, BuildThreads threads) throws IOException, InterruptedException {
        List<Future<BuiltFile>> running = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            BuiltFile file = files.get(i);
            running.add(threads.start(new Stop.Order(i, Side.CLIENT, 0), () -> {
                permits.acquire();
                try {
                    return publish(file);
                } finally {
                    permits.release();
                }
            }));
        }
        threads.awaitAll(running);
        List<BuiltFile> named = new ArrayList<>();
        for (Future<BuiltFile> each : running) {
            named.add(BuildThreads.await(each));
        }
        return named;
    }

    private BuiltFile publish(BuiltFile file) {
        if (file.publish() == Publish.NONE) {
            return file;
        }
        Value.Blob blob = file.blob();
        PublishedFile published = new PublishedFile(name(file), file.written().links().stream()
                .filter(link -> link.startsWith("http")).toList(), blob.sha1(), blob.sha512(), blob.content(),
                file.isServed(), null);
        if (!put(PublishedFile.keyByHash("sha1", blob.sha1()), published)) {
            LOG.atError().addKeyValue("sha1", blob.sha1()).addKeyValue("sha256", blob.content().sha256())
                    .log("Another content has the same SHA-1; this one is not published");
            throw new Failure(Failure.Code.INTERNAL, "another content than " + blob.content().sha256()
                    + " is published under the SHA-1 " + blob.sha1()).exception();
        }
        put(PublishedFile.keyByHash("sha256", blob.content().sha256()), published);
        put(PublishedFile.keyByHash("sha512", blob.sha512()), published);
        if (put(key(file), published)) {
            return file;
        }
        BuiltFile renamed = file.renamed();
        LOG.atWarn().addKeyValue("qualifier", file.qualifier()).addKeyValue("now", renamed.qualifier())
                .log("The recipe makes another file under a name that is taken");
        if (!put(key(renamed), published)) {
            throw new Failure(Failure.Code.INTERNAL, "another file has the name " + renamed.qualifier()).exception();
        }
        return renamed;
    }

    /** Whether {@code key} names this content now. */
    private boolean put(String key, PublishedFile file) {
        PublishedFile wanted = file;
        for (int i = 0; i < TRIES; i++) {
            if (!(objects.createOnce(key, Json.write(wanted), Durability.POWER) instanceof Created.Existed existed)) {
                return true;
            }
            PublishedFile there = Json.read(existed.bytes(), PublishedFile.class);
            if (!there.content().equals(file.content())) {
                return false;
            }
            wanted = united(there, file);
            if (wanted.equals(there)) {
                return true;
            }
            // For a moment nothing is there: a reader then has a 404, which he had before too.
            objects.delete(key);
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
