package io.packhouse.addonscript.documents;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What the builder answers (AddonScript, "Environment Builder Response Object").
 *
 * @param addonscript
 *            that of the request, as it came
 * @param files
 *            taken by the client like files of the manifest
 * @param launchClient
 *            null exactly when the client's side was not built
 * @param launchServer
 *            null exactly when the server's side was not built
 */
public record BuilderResponse(JsonNode addonscript, List<AddonFile> files, @Nullable LaunchPatch launchClient,
        @Nullable LaunchPatch launchServer) {

    /** The most files of an answer. */
    public static final int FILES_LIMIT = 5_000;

    public BuilderResponse {
        files = List.copyOf(files);
    }
}
