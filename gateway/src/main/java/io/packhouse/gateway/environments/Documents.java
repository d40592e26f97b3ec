package io.packhouse.gateway.environments;

import java.util.Optional;
import java.util.function.Supplier;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.ManifestReader;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.addonscript.recipes.Recipe;
import io.packhouse.addonscript.recipes.RecipeReader;
import io.packhouse.addonscript.relations.Admission;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.Failure.Code;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.RecipeBundle;

/** Manifests and recipes of a repository, read when they are needed. Blocks. */
final class Documents {

    private static final int BUNDLE_LIMIT = 16 << 20;

    private final StoredBlobs blobs;
    private final boolean acceptsLink;
    private final ParsedBlobs<Manifest> manifests;
    private final ParsedBlobs<Recipe> recipes;

    /**
     * @param acceptsLink
     *            whether {@code link} is taken for {@code src}
     * @param memory
     *            bytes that they may take, about
     */
    Documents(StoredBlobs blobs, boolean acceptsLink, long memory) {
        this.blobs = blobs;
        this.acceptsLink = acceptsLink;
        this.manifests = new ParsedBlobs<>(memory / 2);
        this.recipes = new ParsedBlobs<>(memory / 2);
    }

    /** The manifests of {@code snapshot}. */
    Admission.Manifests of(Snapshot snapshot) {
        return new Admission.Manifests() {
            @Override
            public Optional<Manifest> find(AddonDescriptor addon) {
                return snapshot.find(addon.addon(), addon.version().text())
                        .map(version -> manifest(snapshot, version.manifest()));
            }

            @Override
            public Optional<AddonId> canonical(AddonId alias) {
                return snapshot.canonical(alias);
            }
        };
    }

    /** A manifest. What it means depends on the state of the repository: relations may leave out the namespace. */
    Manifest manifest(Snapshot snapshot, BlobRef blob) {
        ManifestReader reader = new ManifestReader(acceptsLink,
                (repository, id) -> snapshot.canonical(new AddonId(repository, id)).map(AddonId::namespace));
        return manifests.get(snapshot.digest() + blob.sha256(),
                () -> ours(blob, () -> reader.read(blobs.read(blob, Manifest.SIZE_LIMIT))));
    }

    /** The recipe of a {@link RecipeBundle}. */
    Recipe recipe(BlobRef bundle) {
        return recipes.get(bundle.sha256(), () -> {
            BlobRef recipe = Json.read(blobs.read(bundle, BUNDLE_LIMIT), RecipeBundle.class).recipe();
            return ours(recipe, () -> RecipeReader.read(blobs.read(recipe, RecipeReader.SIZE_LIMIT)));
        });
    }

    /** A document that the repository has taken and we do not is no fault of who asks for it. */
    private static <T> ParsedBlobs.Read<T> ours(BlobRef blob, Supplier<T> reading) {
        try {
            return new ParsedBlobs.Read<>(reading.get(), blob.size());
        } catch (RefusedException e) {
            throw new Failure(Code.INTERNAL,
                    "the document " + blob.sha256() + " of the repository is refused: " + e.getMessage())
                    .exception(e);
        }
    }
}
