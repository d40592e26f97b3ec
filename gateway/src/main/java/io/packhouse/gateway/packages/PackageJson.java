package io.packhouse.gateway.packages;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.contracts.Json;
import io.packhouse.contracts.packages.CatalogueAnswer;
import io.packhouse.contracts.packages.PackageFacts;
import io.packhouse.contracts.packages.PackageKey;
import io.packhouse.contracts.packages.Revision;
import io.packhouse.gateway.jobs.JobJson;

/** Packages in the JSON of the API. */
final class PackageJson {

    private PackageJson() {
    }

    static String pathOf(PackageKey key) {
        return PackagesApi.PATH + "/" + UriText.encode(key.id()) + "/" + UriText.encode(key.token());
    }

    /** A revision, with all that is known of it. */
    static ObjectNode of(Revision revision) {
        PackageFacts facts = revision.facts();
        String path = pathOf(facts.key());
        String own = path + "/revisions/" + revision.number();
        ObjectNode json = Json.mapper().createObjectNode().put("id", facts.key().id())
                .put("architecture", facts.key().token()).put("href", path).put("version", facts.version());
        json.set("names", Json.tree(facts.names()));
        json.set("descriptions", Json.tree(facts.descriptions()));
        json.set("categories", Json.tree(facts.categories()));
        json.put("revision", revision.number()).put("revision_href", own).put("revisions_href", path + "/revisions")
                .put("uploaded_at", revision.at().toString()).put("uploaded_by", revision.caller());
        if (revision.note() != null) {
            json.put("note", revision.note());
        }
        if (facts.developer() != null) {
            json.put("developer", facts.developer());
        }
        return json.put("job", revision.job().value()).put("job_href", JobJson.pathOf(revision.job()))
                .put("digest", facts.digest()).put("sha256", facts.file().sha256()).put("size", facts.file().size())
                .put("unpacked_size", facts.unpackedSize()).put("has_icon", facts.icon() != null)
                .put("file_href", own + "/file");
    }

    /** What a job did to the catalogue. */
    static ObjectNode of(CatalogueAnswer answer) {
        return switch (answer) {
            case CatalogueAnswer.Added(PackageKey key, int revision) -> changed("added", key, revision);
            case CatalogueAnswer.Updated(PackageKey key, int revision) -> changed("updated", key, revision);
            case CatalogueAnswer.Unchanged(PackageKey key, int revision) -> changed("no changes", key, revision);
            case CatalogueAnswer.Removed(int packages) ->
                Json.mapper().createObjectNode().put("result", "removed").put("removed", packages);
            case CatalogueAnswer.NoSuchRevision(PackageKey key, int revision) -> changed("no such revision", key, revision);
        };
    }

    private static ObjectNode changed(String result, PackageKey key, int revision) {
        return Json.mapper().createObjectNode().put("result", result).put("id", key.id())
                .put("architecture", key.token()).put("revision", revision).put("href", pathOf(key));
    }
}
