package io.packhouse.addonscript.resolution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.packhouse.addonscript.documents.AddonDescriptor;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.versions.AddonVersion;

/**
 * Finds the versions of everything that a set of add-ons needs on one side.
 *
 * <p>
 * Fixed add-ons keep their versions. What is required by one that is chosen is chosen too, the newest version in Maven's order
 * that all relations of the chosen ones allow; an optional relation chooses nothing, but its range holds for an add-on that is
 * there; what is included counts as chosen in that version, and its own relations are not followed. Circles are no trouble: an
 * add-on is chosen once. Where a choice turns out wrong, the latest choice that has a part in the trouble is changed; so an
 * answer is found whenever there is one, unless a bound is reached first. The same question always has the same answer.
 *
 * <p>
 * The search keeps its place in a list and not on the thread's stack. One resolver answers one question, on one thread.
 */
public final class Resolver {

    /** The most relations that are looked at, those of versions that were tried in vain included. */
    public static final int RELATIONS_LIMIT = 100_000;

    /** The most versions that are tried. */
    public static final int TRIES_LIMIT = 100_000;

    /** The most comparisons of a version with a range. */
    public static final int CHECKS_LIMIT = 5_000_000;

    private final Universe universe;
    private final Side side;
    private final Budget budget = new Budget();
    private final Choices choices = new Choices(budget);
    private final Deque<Choice> open = new ArrayDeque<>();
    private final Map<AddonDescriptor, Links> known = new HashMap<>();

    private Resolver(Universe universe, Side side) {
        this.universe = universe;
        this.side = side;
    }

    /** What {@code fixed} needs on {@code side}. The iteration order of {@code fixed} is the order of the answer. */
    public static Resolution resolve(Universe universe, Side side, Map<AddonId, AddonVersion> fixed) {
        try {
            return new Resolver(universe, side).resolve(fixed);
        } catch (Budget.SpentException e) {
            return new Resolution.TooLarge(e.getMessage());
        }
    }

    private Resolution resolve(Map<AddonId, AddonVersion> fixed) {
        fixed.forEach((addon, version) -> choices.choose(addon, version, 0));
        for (Map.Entry<AddonId, AddonVersion> each : fixed.entrySet()) {
            Choices.Trouble trouble = choices.link(links(each.getKey(), each.getValue()), 0);
            if (trouble != null) {
                return conflict(trouble.addon());
            }
        }
        Resolution furthest = null;
        int furthestCount = -1;
        for (AddonId next = choices.nextNeeded(); next != null; next = choices.nextNeeded()) {
            Choice choice = new Choice(next, candidates(next), open.size() + 1);
            open.push(choice);
            if (!advance(choice)) {
                if (choices.count() > furthestCount) {
                    furthestCount = choices.count();
                    furthest = conflict(next);
                }
                if (!backtrack()) {
                    return furthest == null ? conflict(next) : furthest;
                }
            }
        }
        return new Resolution.Resolved(choices.versions());
    }

    private Resolution.Conflict conflict(AddonId addon) {
        return new Resolution.Conflict(addon, choices.wishes(addon));
    }

    /** Tries the next versions of {@code choice} until one fits; false when none is left, and then nothing is chosen. */
    private boolean advance(Choice choice) {
        while (choice.hasNext()) {
            budget.spendTry();
            AddonVersion version = choice.next();
            int blamed = choices.whoForbids(choice.addon(), version);
            if (blamed == Choices.NOBODY) {
                Links links = links(choice.addon(), version);
                choices.choose(choice.addon(), version, choice.level());
                Choices.Trouble trouble = choices.link(links, choice.level());
                if (trouble == null) {
                    return true;
                }
                choices.undo(choice.level());
                blamed = trouble.level();
            }
            choice.blame(blamed);
        }
        return false;
    }

    /**
     * Goes back to the latest choice that has a part in the trouble, and on from there; false when there is none. Who needs the
     * add-on has a part too: without it, nothing would have to be chosen.
     */
    private boolean backtrack() {
        while (true) {
            Choice failed = open.pop();
            failed.blame(choices.whoNeeds(failed.addon()));
            while (!open.isEmpty() && open.element().level() > failed.latestBlamed()) {
                choices.undo(open.pop().level());
            }
            if (open.isEmpty()) {
                return false;
            }
            Choice earlier = open.element();
            choices.undo(earlier.level());
            budget.spendChecks(failed.blameCount());
            earlier.inherit(failed);
            if (advance(earlier)) {
                return true;
            }
        }
    }

    private List<AddonVersion> candidates(AddonId addon) {
        return universe.versions(addon).stream().sorted(AddonVersion.ORDER.reversed()).toList();
    }

    private Links links(AddonId addon, AddonVersion version) {
        AddonDescriptor descriptor = new AddonDescriptor(addon, version);
        Links links = known.get(descriptor);
        if (links == null) {
            links = Links.of(descriptor, universe.relations(descriptor), side);
            budget.spendRelations(links.links().size());
            known.put(descriptor, links);
        }
        return links;
    }
}
