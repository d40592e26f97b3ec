package io.packhouse.addonscript.resolution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.versions.AddonVersion;
import io.packhouse.addonscript.versions.SoftRequirement;
import io.packhouse.addonscript.versions.VersionRange;

/**
 * What is chosen at a moment of a search, and what the chosen ones want. Everything belongs to the level at which it was done,
 * and is taken back with it, the latest first.
 */
final class Choices {

    /** No level. */
    static final int NOBODY = -1;

    private final Budget budget;
    private final Map<AddonId, Chosen> chosen = new LinkedHashMap<>();
    private final Map<AddonId, List<Held>> held = new HashMap<>();
    private final List<AddonId> needed = new ArrayList<>();
    private final Map<AddonId, Integer> firstNeed = new HashMap<>();
    private final Deque<Done> done = new ArrayDeque<>();

    /** All that is needed before this place in {@code needed} is chosen. */
    private int cursor;

    private record Chosen(AddonVersion version, int level) {
    }

    /** A range that somebody holds for an add-on. */
    private record Held(AddonDescriptor by, VersionRange range, boolean isAllowed, int level) {

        boolean admits(AddonVersion version) {
            return range.contains(version) == isAllowed;
        }
    }

    private record Done(int level, Runnable undo) {
    }

    /** Where the links of a version do not fit: for which add-on, and the level that is to blame. */
    record Trouble(AddonId addon, int level) {
    }

    Choices(Budget budget) {
        this.budget = budget;
    }

    void choose(AddonId addon, AddonVersion version, int level) {
        int before = cursor;
        chosen.put(addon, new Chosen(version, level));
        done.push(new Done(level, () -> {
            chosen.remove(addon);
            cursor = before;
        }));
    }

    /** Adds what a chosen version wants; where that does not fit, stops and says why. */
    @Nullable
    Trouble link(Links links, int level) {
        for (Links.Link link : links.links()) {
            Trouble trouble = add(links.by(), link, level);
            if (trouble != null) {
                return trouble;
            }
        }
        return null;
    }

    private @Nullable Trouble add(AddonDescriptor by, Links.Link link, int level) {
        AddonId target = link.target();
        Held wish = new Held(by, link.range(), link.kind() != Links.Kind.FORBID, level);
        List<Held> wishes = held.computeIfAbsent(target, addon -> new ArrayList<>());
        wishes.add(wish);
        done.push(new Done(level, wishes::removeLast));
        if (link.kind() == Links.Kind.NEED) {
            need(target, level);
        }
        Chosen there = chosen.get(target);
        if (there != null) {
            budget.spendChecks(1);
            return wish.admits(there.version()) ? null : new Trouble(target, there.level());
        }
        if (link.kind() == Links.Kind.INCLUDE && link.range() instanceof SoftRequirement exact) {
            int forbids = whoForbids(target, exact.version());
            if (forbids != NOBODY) {
                return new Trouble(target, forbids);
            }
            choose(target, exact.version(), level);
        }
        return null;
    }

    private void need(AddonId target, int level) {
        needed.add(target);
        boolean isFirst = firstNeed.putIfAbsent(target, level) == null;
        done.push(new Done(level, () -> {
            needed.removeLast();
            if (isFirst) {
                firstNeed.remove(target);
            }
        }));
    }

    /** Takes back all that was done at {@code level} and later. */
    void undo(int level) {
        while (!done.isEmpty() && done.element().level() >= level) {
            done.pop().undo().run();
        }
    }

    /** What has to be chosen next: that which is needed for the longest time. Null when nothing is. */
    @Nullable
    AddonId nextNeeded() {
        while (cursor < needed.size() && chosen.containsKey(needed.get(cursor))) {
            cursor++;
        }
        return cursor < needed.size() ? needed.get(cursor) : null;
    }

    /** The earliest level that keeps {@code version} out; {@link #NOBODY} when none does. */
    int whoForbids(AddonId addon, AddonVersion version) {
        for (Held wish : held.getOrDefault(addon, List.of())) {
            budget.spendChecks(1);
            if (!wish.admits(version)) {
                return wish.level();
            }
        }
        return NOBODY;
    }

    /** The earliest level that needs {@code addon}. */
    int whoNeeds(AddonId addon) {
        return firstNeed.getOrDefault(addon, NOBODY);
    }

    int count() {
        return chosen.size();
    }

    List<Resolution.Wish> wishes(AddonId addon) {
        return held.getOrDefault(addon, List.of()).stream()
                .map(wish -> new Resolution.Wish(wish.by(), wish.range().text(), wish.isAllowed())).toList();
    }

    Map<AddonId, AddonVersion> versions() {
        Map<AddonId, AddonVersion> versions = new LinkedHashMap<>();
        chosen.forEach((addon, choice) -> versions.put(addon, choice.version()));
        return versions;
    }
}
