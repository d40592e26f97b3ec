package io.packhouse.addonscript.documents;

import java.util.List;
import java.util.Set;

/** Reads what a builder answered, in either dialect, as strictly as what clients send: a server is as foreign as they are. */
public final class ResponseReader {

    /** The greatest answer, in bytes. */
    public static final int SIZE_LIMIT = 64 << 20;

    private ResponseReader() {
    }

    /**
     * The answer of {@code bytes}; a launch configuration is read as the launch patch that says the same.
     *
     * @throws RefusedException
     *             {@link ProblemCode#MALFORMED} or {@link ProblemCode#SCHEMA}
     */
    public static BuilderResponse read(byte[] bytes) {
        Place root = Place.root(StrictJson.read(bytes, SIZE_LIMIT));
        if (!root.isObject()) {
            root.requireWell();
        }
        Shapes.schemaVersion(root.at("addonscript"));
        if (!root.has("files")) {
            root.at("files").wrong("is missing");
        }
        BuilderResponse response = new BuilderResponse(root.at("addonscript").node(),
                root.list("files", BuilderResponse.FILES_LIMIT, place -> FileReader.read(place, true)),
                root.optional("launch_client", place -> launch(place, Side.CLIENT)),
                root.optional("launch_server", place -> launch(place, Side.SERVER)));
        root.requireWell();
        return response;
    }

    /** Only the newer dialect names the side. */
    private static LaunchPatch launch(Place place, Side side) {
        if (place.has("side")) {
            return LaunchReader.patch(place);
        }
        LaunchConfig config = LaunchReader.config(place);
        List<GameArgument> arguments = config.arguments().stream()
                .map(raw -> new GameArgument(GameArgument.Mode.APPEND, null, "", raw)).toList();
        return new LaunchPatch(Set.of(side), config.mainClass(), arguments, config.jvmArguments(), false,
                config.javaVersion());
    }
}
