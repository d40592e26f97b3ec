package io.packhouse.addonscript.documents;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends to the builder (AddonScript, "Environment Builder Request Object").
 *
 * @param addonscript
 *            the object with the schema version, which the answer repeats as it is
 * @param addon
 *            the instance add-on whose environment is wanted
 * @param client
 *            null when the client's side is not wanted
 * @param server
 *            null when the server's side is not wanted
 */
public record BuilderRequest(JsonNode addonscript, AddonDescriptor addon, @Nullable RequestedSide client,
        @Nullable RequestedSide server) {

    /** The greatest body, in bytes. */
    public static final int SIZE_LIMIT = 4 << 20;

    /** The most add-ons of one list. */
    public static final int LIST_LIMIT = 5_000;

    /** What {@code side} is to be; null when it is not wanted. */
    public @Nullable RequestedSide on(Side side) {
        return side == Side.CLIENT ? client : server;
    }

    /**
     * Reads a request; unknown members count for nothing.
     *
     * @param manifestVersion
     *            the greatest schema version that we may answer in
     * @throws RefusedException
     *             the first of {@link ProblemCode#MALFORMED}, {@link ProblemCode#SCHEMA} and
     *             {@link ProblemCode#SCHEMA_VERSION} that applies
     */
    public static BuilderRequest read(byte[] body, double manifestVersion) {
        Place root = Place.root(StrictJson.read(body, SIZE_LIMIT));
        if (!root.isObject()) {
            root.requireWell();
        }
        double version = Shapes.schemaVersion(root.at("addonscript"));
        BuilderRequest request = new BuilderRequest(root.at("addonscript").node(), Shapes.descriptor(root.at("addon")),
                root.optional("client", BuilderRequest::side), root.optional("server", BuilderRequest::side));
        root.requireWell();
        requireVersion(version, manifestVersion);
        return request;
    }

    private static RequestedSide side(Place place) {
        return place.isObject()
                ? new RequestedSide(place.list("requested", LIST_LIMIT, Shapes::descriptor),
                        place.list("provided", LIST_LIMIT, Shapes::descriptor))
                : RequestedSide.EMPTY;
    }

    /** As people write it: 2 and not 2.0. */
    private static String plain(double version) {
        return version == Math.rint(version) && Math.abs(version) < 1e15
                ? Long.toString((long) version)
                : Double.toString(version);
    }

    private static void requireVersion(double version, double manifestVersion) {
        if (version < 2 || version >= 3 || version > manifestVersion) {
            throw Refusal.of(new Problem(ProblemCode.SCHEMA_VERSION, "/addonscript/version", "schema version "
                    + plain(version) + " is not served here; "
                    + (manifestVersion == 2 ? "2 is" : "those from 2 to " + plain(manifestVersion) + " are"))).exception();
        }
    }
}
