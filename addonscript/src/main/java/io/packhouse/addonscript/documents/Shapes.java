package io.packhouse.addonscript.documents;

import java.util.EnumSet;
import java.util.Set;

import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.addonscript.versions.VersionRange;
import io.packhouse.addonscript.versions.VersionSyntaxException;

/** The shapes that several documents share. Each notes what is wrong and returns something harmless. */
public final class Shapes {

    private static final String ID_RULE = "an id: 1 to " + AddonId.ID_LIMIT + " of a-z, 0-9 and -";
    private static final String NAMESPACE_RULE = "a namespace: 1 to " + AddonId.NAMESPACE_LIMIT + " of a-z, 0-9, . and -";
    private static final String VERSION_RULE = "a version: 1 to " + AddonVersion.LENGTH_LIMIT
            + " printable ASCII characters without blanks";
    private static final int FLAGS_LIMIT = 64;
    private static final Set<String> SIDES = Set.of("client", "server", "both");

    /** Stands where a range could not be read. */
    private static final VersionRange ANY = VersionRange.parse("(,)");

    private Shapes() {
    }

    public static String id(Place place) {
        return place.text(AddonId::isId, ID_RULE, "x");
    }

    public static String namespace(Place place) {
        return place.text(AddonId::isNamespace, NAMESPACE_RULE, "x");
    }

    /** A namespace of a document that is kept: as {@link #namespace}, and its dots stand between names. */
    public static String tidyNamespace(Place place) {
        return place.text(AddonId::isTidyNamespace, NAMESPACE_RULE + ", with dots only between names", "x");
    }

    /** The id, namespace and version that are members of {@code place}. */
    public static AddonDescriptor descriptor(Place place) {
        if (!place.isObject()) {
            return AddonDescriptor.of("x", "x", "0");
        }
        AddonId addon = new AddonId(namespace(place.at("namespace")), id(place.at("id")));
        return new AddonDescriptor(addon,
                addon.version(place.at("version").text(AddonVersion::isVersion, VERSION_RULE, "0")));
    }

    public static VersionRange range(Place place) {
        String text = place.text();
        try {
            return text.isEmpty() && !place.node().isTextual() ? ANY : VersionRange.parse(text);
        } catch (VersionSyntaxException e) {
            place.wrong(Problem.echo(e.getMessage()));
            return ANY;
        }
    }

    /** The schema version of a document, whose member {@code addonscript} is at {@code place}; 2 when it is wrong. */
    public static double schemaVersion(Place place) {
        if (!place.isObject()) {
            return 2;
        }
        Place version = place.at("version");
        if (!version.node().isNumber()) {
            version.wrong(
                    version.node().isMissingNode() || version.node().isNull() ? "is missing" : "a number is needed here");
            return 2;
        }
        return version.node().doubleValue();
    }

    /** Flags of both sides; unknown ones count for nothing. */
    public static SideFlags flags(Place place) {
        SideFlags flags = SideFlags.NONE;
        if (place.isObject()) {
            Set<Flag> both = flags(place, "both");
            flags = flags.with(Side.CLIENT, flags(place, "client")).with(Side.CLIENT, both)
                    .with(Side.SERVER, flags(place, "server")).with(Side.SERVER, both);
        }
        return flags;
    }

    private static Set<Flag> flags(Place place, String side) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (String text : place.list(side, FLAGS_LIMIT, Place::text)) {
            Flag flag = Flag.ofWireOrNull(text);
            if (flag != null) {
                flags.add(flag);
            }
        }
        return flags;
    }

    /** {@code client}, {@code server} or {@code both}. */
    public static Set<Side> sides(Place place) {
        return switch (place.text(text -> SIDES.contains(text),
                "client, server or both", "both")) {
            case "client" -> Set.of(Side.CLIENT);
            case "server" -> Set.of(Side.SERVER);
            default -> Set.of(Side.CLIENT, Side.SERVER);
        };
    }
}
