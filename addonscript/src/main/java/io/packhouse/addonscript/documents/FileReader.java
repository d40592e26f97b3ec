package io.packhouse.addonscript.documents;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads files of add-ons and what is done with them. */
public final class FileReader {

    static final int LINKS_LIMIT = 64;
    static final int STEPS_LIMIT = 64;
    private static final Map<String, Integer> ACTIONS = Map.of("move", 1, "extract", 1, "rename", 1, "library", 3, "inject",
            0);

    private FileReader() {
    }

    /** A file; {@code acceptsLink} takes the old name of {@code src} too. */
    static AddonFile read(Place place, boolean acceptsLink) {
        place.isObject();
        boolean isOld = acceptsLink && !place.has("src") && place.has("link");
        String links = isOld ? "link" : "src";
        if (!place.has(links)) {
            place.at(links).wrong("is missing");
        }
        return new AddonFile(Shapes.id(place.at("qualifier")), place.list(links, LINKS_LIMIT, Place::text),
                place.list("install", STEPS_LIMIT, FileReader::step),
                place.has("flags") ? Shapes.flags(place.at("flags")) : SideFlags.NONE,
                place.map("hashes", 16, hash -> hash.text(FileReader::isHash, "a hash: hexadecimal digits", "")
                        .toLowerCase(Locale.ROOT)));
    }

    /** A step of what is done with a file. */
    public static InstallStep step(Place place) {
        place.isObject();
        String action = place.at("action").text();
        List<String> args = place.list("args", STEPS_LIMIT, Place::text);
        Integer count = ACTIONS.get(action);
        if (count == null) {
            place.at("action").wrong("«" + Problem.echo(action) + "» is not move, extract, rename, library or inject");
        } else if (count != args.size()) {
            place.at("args").wrong(action + " takes " + count + ", these are " + args.size());
        } else {
            checkPath(place, action, args);
        }
        return new InstallStep(action, args,
                place.has("side") ? Shapes.sides(place.at("side")) : Set.of(Side.CLIENT, Side.SERVER));
    }

    private static void checkPath(Place place, String action, List<String> args) {
        boolean isWell = switch (action) {
            case "move", "extract" -> SafePath.isLocation(args.getFirst());
            case "rename" -> SafePath.isSegment(args.getFirst());
            default -> true;
        };
        if (!isWell) {
            place.at("args").wrong("«" + Problem.echo(args.getFirst()) + "» is not a "
                    + (action.equals("rename") ? "plain file name" : "relative path that stays inside, such as ./mods"));
        }
    }

    private static boolean isHash(String text) {
        return !text.isEmpty() && text.length() <= 256 && text.length() % 2 == 0
                && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }
}
