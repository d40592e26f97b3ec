package io.packhouse.envbuilder.engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.AddonFile;
import io.packhouse.addonscript.documents.BuilderResponse;
import io.packhouse.addonscript.documents.LaunchPatch;
import io.packhouse.addonscript.documents.ResponseRules;
import io.packhouse.addonscript.documents.ResponseWriter;
import io.packhouse.addonscript.documents.ResponseWriter.Dialect;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.contracts.Json;
import io.packhouse.contracts.environments.BuildEnvironment.ResponseForm;
import io.packhouse.contracts.environments.EnvironmentBuilt;

/**
 * Writes the answer of a build: equal builds give equal bytes. It lacks {@code addonscript}, which repeats what a client sent, and
 * our own address in links.
 *
 * @param steps
 *            what became of each, by side and id
 * @param allowsVariables
 *            whether arguments of the game may hold <code>${…}</code>
 */
record Answer(BuildDocuments documents, Map<Side, Map<String, StepOutcome>> steps, ResponseForm form,
        boolean allowsVariables) {

    /** Stands for our address while the answer is checked. */
    private static final String ANY_ADDRESS = "https://environments.invalid/";

    /** The bytes; {@code INTERNAL} when no client could use it. */
    byte[] write(List<BuiltFile> files) throws IOException, InterruptedException {
        BuilderResponse response = new BuilderResponse(JsonNodeFactory.instance.objectNode(),
                files.stream().map(BuiltFile::written).toList(), launch(Side.CLIENT), launch(Side.SERVER));
        Faults.require(ResponseRules.faults(addressed(response), documents.manifest(), allowsVariables));
        ObjectNode body = new ResponseWriter(form.isConfig() ? Dialect.CONFIG : Dialect.PATCH, form.writesLink())
                .write(response);
        body.remove("addonscript");
        return Json.write(body);
    }

    private @Nullable LaunchPatch launch(Side side) throws IOException, InterruptedException {
        return documents.inputs().containsKey(side)
                ? StepFailures.named("launch/" + side.wire(), () -> Launch.of(documents.recipe().launch().get(side), side,
                        BuiltFiles.scope(documents.inputs(), steps, side)))
                : null;
    }

    private static BuilderResponse addressed(BuilderResponse response) {
        return new BuilderResponse(response.addonscript(),
                response.files().stream().map(file -> new AddonFile(file.qualifier(), file.links().stream()
                        .map(link -> link.startsWith(EnvironmentBuilt.OWN_FILE)
                                ? ANY_ADDRESS + link.substring(EnvironmentBuilt.OWN_FILE.length())
                                : link)
                        .toList(), file.install(), file.flags(), file.hashes())).toList(),
                response.launchClient(), response.launchServer());
    }
}
