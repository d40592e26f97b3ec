package io.packhouse.gateway.environments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.CanonicalJson;
import io.packhouse.addonscript.documents.Problem;
import io.packhouse.addonscript.documents.ProblemCode;
import io.packhouse.addonscript.documents.Refusal;
import io.packhouse.addonscript.documents.RefusedException;
import io.packhouse.addonscript.recipes.Recipe;
import io.packhouse.addonscript.recipes.RecipeInputs;
import io.packhouse.addonscript.relations.Admission;
import io.packhouse.contracts.BlobRef;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.BuildEnvironment;
import io.packhouse.contracts.environments.RepositoryIndex;

/** Makes orders of requests: the checks of the reference, 3.6, from step 2 to step 10, in their order. Blocks. */
final class Orders {

    /** The greatest schema version that we answer in. */
    static final int MANIFEST_VERSION = 2;

    private static final JsonFactory PARSERS = new JsonFactory();
    private static final String ANY_KEY = "0".repeat(64);

    private final Documents documents;
    private final EnvironmentsGatewaySettings settings;

    Orders(Documents documents, EnvironmentsGatewaySettings settings) {
        this.documents = documents;
        this.settings = settings;
    }

    /**
     * The order that {@code body} is, as {@code snapshot} has it; {@link RefusedException} with the answer otherwise.
     */
    Order take(byte[] body, Snapshot snapshot) {
        Admission.Admitted admitted = new Admission(documents.of(snapshot), MANIFEST_VERSION, settings.relations())
                .admit(body);
        AddonDescriptor addon = admitted.request().addon();
        RepositoryIndex.Version version = snapshot.find(addon.addon(), addon.version().text()).orElseThrow();
        BlobRef bundle = version.recipe();
        if (bundle == null) {
            throw noRecipe(addon, "no recipe for it is here");
        }
        Recipe recipe = documents.recipe(bundle);
        if (recipe.publishPolicy() == Recipe.PublishPolicy.PRIVATE_ONLY && !settings.privateInstance()) {
            throw noRecipe(addon, "its recipe is for private instances only");
        }
        RecipeInputs inputs = RecipeInputs.take(recipe, admitted.sides());
        BuildEnvironment unnamed = new BuildEnvironment(ANY_KEY, addon.addon().namespace(), addon.addon().id(),
                addon.version().text(), version.manifest(), bundle, texts(inputs), settings.form(admitted.manifest()));
        return new Order(named(unnamed), addonscript(body));
    }

    private static RefusedException noRecipe(AddonDescriptor addon, String why) {
        return Refusal.of(new Problem(ProblemCode.NO_RECIPE, "/addon", addon + " cannot be built: " + why)).exception();
    }

    private static SortedMap<String, SortedMap<String, String>> texts(RecipeInputs inputs) {
        SortedMap<String, SortedMap<String, String>> sides = new TreeMap<>();
        inputs.sides().forEach((side, versions) -> {
            SortedMap<String, String> texts = new TreeMap<>();
            versions.forEach((name, version) -> texts.put(name, version.text()));
            sides.put(side.wire(), texts);
        });
        return sides;
    }

    /** The command with its key, the SHA-256 of everything else in it. */
    private static BuildEnvironment named(BuildEnvironment command) {
        ObjectNode fields = (ObjectNode) Json.tree(command);
        fields.remove("key");
        return new BuildEnvironment(sha256(CanonicalJson.write(fields)), command.namespace(), command.id(),
                command.version(),
                command.manifest(), command.recipe(), command.inputs(), command.form());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The value of {@code addonscript} as it stands in an admitted body. */
    static byte[] addonscript(byte[] body) {
        try (JsonParser parser = PARSERS.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = parser.currentName().equals("addonscript");
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                if (isWanted) {
                    parser.finishToken();
                    return Arrays.copyOfRange(body, from, (int) parser.currentLocation().getByteOffset());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("an admitted request has the member addonscript");
    }
}
