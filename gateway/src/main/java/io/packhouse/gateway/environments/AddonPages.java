package io.packhouse.gateway.environments;

import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.contracts.Artifact;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.Segment;
import io.packhouse.contracts.environments.RepositoryIndex;
import io.packhouse.gateway.downloads.ArtifactResponse;
import io.packhouse.gateway.http.BlockingCalls;

/**
 * {@code /v2/addons/}: add-ons and the manifests of their versions. The namespace may be any whose repository has the add-on; the
 * answer names its own. That there is no such thing holds as of now.
 */
final class AddonPages {

    private static final int META_LIMIT = 4 << 20;

    private final RepositoryView repository;
    private final StoredBlobs blobs;
    private final BlockingCalls calls;
    private final ArtifactResponse artifacts;
    private final ManifestForm form;
    private final ParsedBlobs<Optional<byte[]>> changed;

    /**
     * @param memory
     *            bytes for manifests that are given out in another form than they are stored in
     */
    AddonPages(RepositoryView repository, StoredBlobs blobs, BlockingCalls calls, ArtifactResponse artifacts,
            ManifestForm form,
            long memory) {
        this.repository = repository;
        this.blobs = blobs;
        this.calls = calls;
        this.artifacts = artifacts;
        this.form = form;
        this.changed = new ParsedBlobs<>(memory);
    }

    /** An API Addon Object. */
    void addon(RoutingContext context, String namespace, String id) {
        look(snapshot -> snapshot.canonical(new AddonId(namespace, id)).flatMap(snapshot::find))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(Optional.<ObjectNode>empty())
                        : calls.call(() -> Optional.of(json(found.get()))))
                .onSuccess(json -> json.ifPresentOrElse(document -> DocumentResponse.send(context, document),
                        () -> BuilderAnswers.notFound(context, "there is no such add-on here")))
                .onFailure(e -> BuilderAnswers.fail(context, e));
    }

    private ObjectNode json(RepositoryIndex.Addon addon) {
        ObjectNode json = Json.mapper().createObjectNode().put("id", addon.id()).put("namespace", addon.namespace());
        ArrayNode versions = json.putArray("versions");
        addon.versions().forEach(version -> versions.add(version.version()));
        BlobRef meta = addon.meta();
        if (meta != null) {
            json.set("meta", Json.read(blobs.read(meta, META_LIMIT), JsonNode.class));
        }
        return json;
    }

    /** An Addon Manifest Object: as it is stored, but for {@link ManifestForm}. */
    void manifest(RoutingContext context, String namespace, String id, String version) {
        look(snapshot -> snapshot.canonical(new AddonId(namespace, id)).flatMap(addon -> snapshot.find(addon, version)))
                .onSuccess(found -> found.ifPresentOrElse(known -> send(context, known.manifest()),
                        () -> BuilderAnswers.notFound(context, "there is no such version of such an add-on here")))
                .onFailure(e -> BuilderAnswers.fail(context, e));
    }

    private void send(RoutingContext context, BlobRef manifest) {
        calls.call(() -> changed.get(manifest.sha256(), () -> {
            Optional<byte[]> other = form.changed(blobs.read(manifest, Manifest.SIZE_LIMIT));
            return new ParsedBlobs.Read<>(other, other.isEmpty() ? 0 : manifest.size());
        })).compose(other -> {
            if (other.isPresent()) {
                DocumentResponse.send(context, other.get(), DocumentResponse.digest(other.get()));
                return Future.succeededFuture();
            }
            context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
            // To be read, not to be saved.
            context.addHeadersEndHandler(_ -> context.response().headers().remove(HttpHeaders.CONTENT_DISPOSITION));
            return artifacts.send(context,
                    new Artifact("manifest.json", "application/json", manifest.size(), manifest.sha256(),
                            java.util.List.of(new Segment.Range(manifest.sha256(), 0, manifest.size()))));
        }).onFailure(e -> BuilderAnswers.fail(context, e));
    }

    private <T> Future<Optional<T>> look(Function<Snapshot, Optional<T>> question) {
        Optional<T> known = question.apply(repository.current());
        return known.isPresent() ? Future.succeededFuture(known) : repository.now().map(question);
    }
}
