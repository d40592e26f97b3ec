package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;

import io.packhouse.addonscript.documents.Manifest;
import io.packhouse.addonscript.documents.ManifestReader;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.recipes.Recipe;
import io.packhouse.addonscript.recipes.RecipeReader;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.FailureException;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.BuildEnvironment;
import io.packhouse.contracts.environments.RecipeBundle;
import io.packhouse.platform.objects.ObjectStore;

/**
 * What a command names.
 *
 * @param inputs
 *            versions by the name of the input, of each side that is built
 */
record BuildDocuments(Manifest manifest, RecipeBundle bundle, Recipe recipe, Map<Side, Map<String, String>> inputs) {

    /**
     * Reads them from {@code objects}.
     *
     * @throws FailureException
     *             {@code INTERNAL} when one is not there, or not what it should be
     */
    static BuildDocuments read(ObjectStore objects, BuildEnvironment wanted) throws IOException {
        byte[] manifest = bytes(objects, "manifest", wanted.manifest(), Manifest.SIZE_LIMIT);
        RecipeBundle bundle = Json.read(bytes(objects, "recipe's bundle", wanted.recipe(), RecipeReader.SIZE_LIMIT * 4),
                RecipeBundle.class);
        byte[] recipe = bytes(objects, "recipe", bundle.recipe(), RecipeReader.SIZE_LIMIT);
        return new BuildDocuments(
                Faults.none(() -> new ManifestReader(true, ManifestReader.Namespaces.NONE).read(manifest)), bundle,
                Faults.none(() -> RecipeReader.read(recipe)), inputs(wanted));
    }

    private static Map<Side, Map<String, String>> inputs(BuildEnvironment wanted) {
        Map<Side, Map<String, String>> inputs = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            Map<String, String> versions = wanted.inputs().get(side.wire());
            if (versions != null) {
                inputs.put(side, versions);
            }
        }
        return inputs;
    }

    private static byte[] bytes(ObjectStore objects, String what, BlobRef blob, int limit) throws IOException {
        if (blob.size() > limit) {
            throw new Failure(Failure.Code.INTERNAL, "the " + what + " has " + blob.size() + " bytes, more than " + limit)
                    .exception();
        }
        try (InputStream in = objects.open(blob.sha256(), 0, blob.size())) {
            return in.readAllBytes();
        } catch (FailureException e) {
            if (e.failure().code() == Failure.Code.NOT_FOUND) {
                throw new Failure(Failure.Code.INTERNAL, "the " + what + " is no longer in the object store").exception(e);
            }
            throw e;
        }
    }
}
