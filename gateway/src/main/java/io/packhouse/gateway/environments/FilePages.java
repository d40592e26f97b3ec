package io.packhouse.gateway.environments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.AddonFile;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.environments.PublishedFile;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.http.BlockingCalls;
import io.packhouse.platform.objects.ObjectStore;

/**
 * {@code /v2/files/}, which tells of files, and {@code /blobs/}, which gives their bytes. By a digest, files of environments are
 * found; by name, those of manifests too.
 */
final class FilePages {

    private static final Map<String, Integer> ALGORITHMS = Map.of("sha1", 40, "sha256", 64, "sha512", 128);
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final RepositoryView repository;
    private final Documents documents;
    private final ObjectStore objects;
    private final BlockingCalls calls;
    private final ArtifactResponse artifacts;
    private final OwnLinks links;
    private final boolean writesLink;

    /**
     * @param writesLink
     *            whether the old name of {@code src} stands beside it
     */
    FilePages(RepositoryView repository, Documents documents, ObjectStore objects, BlockingCalls calls,
            ArtifactResponse artifacts, OwnLinks links, boolean writesLink) {
        this.repository = repository;
        this.documents = documents;
        this.objects = objects;
        this.calls = calls;
        this.artifacts = artifacts;
        this.links = links;
        this.writesLink = writesLink;
    }

    /** An API File Object, by a digest of the file. */
    void byHash(RoutingContext context, String algorithm, String hex) {
        calls.call(() -> published(algorithm, hex).flatMap(this::json)).onSuccess(found -> send(context, found))
                .onFailure(e -> BuilderAnswers.fail(context, e));
    }

    /** An API File Object, by the file's name within a version of an add-on; the namespace is the add-on's own. */
    void byName(RoutingContext context, String namespace, String id, String version, String qualifier) {
        if (!AddonId.isNamespace(namespace) || !AddonId.isId(id) || !AddonVersion.isVersion(version)
                || !AddonId.isId(qualifier)) {
            send(context, Optional.empty());
            return;
        }
        AddonId addon = new AddonId(namespace, id);
        calls.call(
                () -> built(addon, version, qualifier).or(() -> declared(repository.current(), addon, version, qualifier)))
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture(found)
                        : repository.now().compose(now -> calls.call(() -> declared(now, addon, version, qualifier))))
                .onSuccess(found -> send(context, found)).onFailure(e -> BuilderAnswers.fail(context, e));
    }

    private static void send(RoutingContext context, Optional<ObjectNode> found) {
        found.ifPresentOrElse(json -> DocumentResponse.send(context, json),
                () -> BuilderAnswers.notFound(context, "there is no such file here"));
    }

    private Optional<ObjectNode> built(AddonId addon, String version, String qualifier) {
        return objects.get(PublishedFile.keyByName(addon.namespace(), addon.id(), version, qualifier))
                .map(json -> Json.read(json, PublishedFile.class)).flatMap(this::json);
    }

    private Optional<ObjectNode> declared(Snapshot snapshot, AddonId addon, String version, String qualifier) {
        return snapshot.find(addon, version)
                .flatMap(known -> documents.manifest(snapshot, known.manifest()).files().stream()
                        .filter(file -> file.qualifier().equals(qualifier)).findFirst())
                .flatMap(this::json);
    }

    private Optional<PublishedFile> published(String algorithm, String hex) {
        Integer length = ALGORITHMS.get(algorithm);
        String digest = hex.toLowerCase(Locale.ROOT);
        return length == null || digest.length() != length || !digest.chars().allMatch(FilePages::isHex)
                ? Optional.empty()
                : objects.get(PublishedFile.keyByHash(algorithm, digest)).map(json -> Json.read(json, PublishedFile.class));
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private Optional<ObjectNode> json(PublishedFile file) {
        List<String> addresses = new ArrayList<>(file.links());
        if (file.isServed()) {
            addresses.add(links.file(file.sha1()));
        }
        return json(addresses, Map.of("sha1", file.sha1(), "sha256", file.content().sha256(), "sha512", file.sha512()),
                file.content().size());
    }

    /** Only addresses may stand there; paths within a package are nobody's here. */
    private Optional<ObjectNode> json(AddonFile file) {
        return json(file.links().stream().filter(link -> link.startsWith("http://") || link.startsWith("https://")).toList(),
                file.hashes(), null);
    }

    private Optional<ObjectNode> json(List<String> addresses, Map<String, String> hashes, @Nullable Long size) {
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode json = Json.mapper().createObjectNode();
        put(json.putArray("src"), addresses);
        if (writesLink) {
            put(json.putArray("link"), addresses);
        }
        ObjectNode written = json.putObject("hashes");
        hashes.entrySet().stream().sorted(Map.Entry.comparingByKey(java.util.Comparator.comparingInt(String::length)
                .thenComparing(name -> name))).forEach(hash -> written.put(hash.getKey(), hash.getValue()));
        if (size != null) {
            json.putObject("meta").putObject("additional").put("size", size);
        }
        return Optional.of(json);
    }

    private static void put(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    /** The bytes of a file that may be given to anybody. */
    void bytes(RoutingContext context, String algorithm, String hex) {
        calls.call(() -> published(algorithm, hex).filter(PublishedFile::isServed)).compose(found -> {
            if (found.isEmpty()) {
                BuilderAnswers.notFound(context, "there is no such file here");
                return Future.succeededFuture();
            }
            keepForEver(context);
            return artifacts.send(context, artifact(found.get()));
        }).onFailure(e -> BuilderAnswers.fail(context, e));
    }

    /** The bytes, and that they have not changed; that a range or a condition does not fit is of one request only. */
    private static void keepForEver(RoutingContext context) {
        context.addHeadersEndHandler(_ -> context.response().putHeader(HttpHeaders.CACHE_CONTROL,
                context.response().getStatusCode() < 400 ? FOR_EVER : "no-store"));
    }

    private static Artifact artifact(PublishedFile file) {
        long size = file.content().size();
        return new Artifact(file.name(), file.contentType() == null ? "application/octet-stream" : file.contentType(), size,
                file.content().sha256(),
                size == 0 ? List.of() : List.of(new Segment.Range(file.content().sha256(), 0, size)));
    }
}
