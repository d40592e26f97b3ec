package io.packhouse.addonscript.resolution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Flag;
import io.packhouse.addonscript.documents.Relation;
import io.packhouse.addonscript.documents.SideFlags;
import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.addonscript.versions.VersionRange;

/**
 * A universe written as text, one version per line: {@code a:1 +b[1,2) ?c(,) -d(,) =e:1}, where + needs, ? allows, - forbids and
 * = includes.
 */
final class TextUniverse implements Universe {

    private final Map<AddonId, List<AddonVersion>> versions = new LinkedHashMap<>();
    private final Map<AddonDescriptor, List<Relation>> relations = new LinkedHashMap<>();

    TextUniverse(String text) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] words = line.strip().split(" ", -1);
            AddonDescriptor addon = descriptor(words[0]);
            List<Relation> list = new ArrayList<>();
            for (int i = 1; i < words.length; i++) {
                list.add(relation(words[i]));
            }
            add(addon, list);
        });
    }

    void add(AddonDescriptor addon, List<Relation> list) {
        versions.computeIfAbsent(addon.addon(), id -> new ArrayList<>()).add(addon.version());
        relations.put(addon, list);
    }

    static AddonDescriptor descriptor(String text) {
        String[] parts = text.split(":", -1);
        return AddonDescriptor.of("t", parts[0], parts[1]);
    }

    private static Relation relation(String word) {
        Flag flag = switch (word.charAt(0)) {
            case '+' -> Flag.REQUIRED;
            case '?' -> Flag.OPTIONAL;
            case '-' -> Flag.INCOMPATIBLE;
            default -> Flag.INCLUDED;
        };
        String rest = word.substring(1);
        int at = rest.indexOf(':') > 0 ? rest.indexOf(':') : Math.min(indexOf(rest, '['), indexOf(rest, '('));
        String range = rest.substring(rest.charAt(at) == ':' ? at + 1 : at);
        return new Relation(new AddonId("t", rest.substring(0, at)), VersionRange.parse(range), SideFlags.both(flag));
    }

    private static int indexOf(String text, char c) {
        int index = text.indexOf(c);
        return index < 0 ? Integer.MAX_VALUE : index;
    }

    Map<AddonId, List<AddonVersion>> all() {
        return versions;
    }

    @Override
    public List<AddonVersion> versions(AddonId addon) {
        return versions.getOrDefault(addon, List.of());
    }

    @Override
    public List<Relation> relations(AddonDescriptor addon) {
        return relations.getOrDefault(addon, List.of());
    }
}
