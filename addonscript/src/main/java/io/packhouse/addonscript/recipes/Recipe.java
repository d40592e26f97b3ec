package io.packhouse.addonscript.recipes;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.documents.SideFlags;
import io.packhouse.addonscript.versions.VersionRange;

/**
 * How the environments of an add-on are built (reference, section 10.2).
 *
 * @param versions
 *            of the add-on that this is for
 * @param inputs
 *            by name, in the order of the document: all that the result depends on, besides the recipe and what it fetches
 * @param ignores
 *            expected add-ons that rightly change nothing
 * @param launch
 *            templates of the launch patches
 * @param metadataTtl
 *            how long what is fetched without a hash is taken for fresh
 */
public record Recipe(VersionRange versions, Map<String, Input> inputs, Set<AddonId> ignores, List<Constraint> constraints,
        List<Step> steps, List<FileTemplate> files, Map<Side, JsonNode> launch, PublishPolicy publishPolicy,
        Duration metadataTtl) {

    public Recipe {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        ignores = Set.copyOf(ignores);
        constraints = List.copyOf(constraints);
        steps = List.copyOf(steps);
        files = List.copyOf(files);
        launch = Map.copyOf(launch);
    }

    /**
     * An add-on whose version, or absence, changes the result.
     *
     * @param isFromRequested
     *            whether it is looked for in {@code requested}; likewise {@code provided}
     * @param sides
     *            where it is looked at
     */
    public record Input(AddonId addon, boolean isFromRequested, boolean isFromProvided, boolean isRequired,
            Set<Side> sides) {

        public Input {
            sides = Set.copyOf(sides);
        }
    }

    /** What a request must keep, and what it is told when it does not. */
    public record Constraint(Condition require, String message) {
    }

    /**
     * One thing to do.
     *
     * @param when
     *            null for always
     * @param sides
     *            the sides that it is done for
     * @param foreach
     *            a list: done once for every {@code item}; null for once
     * @param with
     *            what the kind takes, with templates in its texts
     */
    public record Step(String id, String kind, @Nullable Condition when, Set<Side> sides, @Nullable Template foreach,
            JsonNode with) {

        public Step {
            sides = Set.copyOf(sides);
        }
    }

    /**
     * A file of the answer, or a file for every element of a list.
     *
     * @param flags
     *            null for {@code required} on the sides that the value belongs to
     * @param install
     *            install steps with templates in their texts
     */
    public record FileTemplate(Template qualifier, Template from, @Nullable SideFlags flags, JsonNode install,
            @Nullable Condition when, @Nullable Template foreach, Publish publish) {
    }

    /** Where the bytes of a file are offered. */
    public enum Publish {
        /** At the addresses that we fetched them from. */
        LINK,
        /** By us. */
        MIRROR, BOTH,
        /** Nowhere. */
        NONE
    }

    /** Who may be given what was built. */
    public enum PublishPolicy {
        PUBLIC,
        /** Nobody but those of a house of its own: it may hold what others forbid to spread. */
        PRIVATE_ONLY
    }
}
