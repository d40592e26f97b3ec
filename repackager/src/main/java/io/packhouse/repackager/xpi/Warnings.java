package io.packhouse.repackager.xpi;

import java.util.ArrayList;
import java.util.List;

import io.packhouse.contracts.addons.RebuildAddon;

/** What the caller should know of a rebuild, a sentence each, not more than somebody reads. */
final class Warnings {

    private static final int LIMIT = 50;

    private final List<String> said = new ArrayList<>();

    Warnings add(String sentence) {
        said.add(sentence);
        return this;
    }

    Warnings addAll(List<String> sentences) {
        said.addAll(sentences);
        return this;
    }

    /** For add-ons that no SDK builds. */
    Warnings withoutSdk(String format, RebuildAddon wanted) {
        if (wanted.sdkVersion() != null) {
            add("No Add-on SDK is used for " + format + "; 'sdk_version' is ignored");
        }
        if (!wanted.options().isEmpty()) {
            add("No Add-on SDK is used for " + format + "; 'options' are ignored");
        }
        return this;
    }

    /** For forced keys that have no place. */
    Warnings withoutPlace(String format, RebuildAddon wanted, List<String> keys) {
        keys.stream().filter(wanted.forced()::containsKey)
                .forEach(key -> add("'" + key + "' has no place in " + format + " and is ignored"));
        return this;
    }

    List<String> sentences() {
        if (said.size() <= LIMIT) {
            return List.copyOf(said);
        }
        List<String> first = new ArrayList<>(said.subList(0, LIMIT));
        first.add("There are " + (said.size() - LIMIT) + " more warnings");
        return first;
    }
}
