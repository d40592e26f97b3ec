package io.packhouse.addonscript.documents;

import java.util.List;
import java.util.Map;

/**
 * What an add-on says of one of its versions (AddonScript, "Addon Manifest Object").
 *
 * @param identity
 *            with the canonical namespace
 * @param flags
 *            what the add-on is to each side; a side without flags does not exist
 * @param isInstance
 *            whether it stands for an instance of the game
 * @param usesBuilder
 *            whether its environment comes from a builder
 * @param patches
 *            of instances; with {@code launchConfigs} empty
 * @param launchConfigs
 *            the old form of {@code patches}
 */
public record Manifest(double schemaVersion, AddonDescriptor identity, SideFlags flags, List<AddonFile> files,
        List<Relation> relations, List<RepositoryReference> repositories, boolean isInstance, boolean usesBuilder,
        List<LaunchPatch> patches, Map<Side, LaunchConfig> launchConfigs) {

    /** The greatest manifest, in bytes. */
    public static final int SIZE_LIMIT = 16 << 20;

    /** The most relations of one manifest. */
    public static final int RELATIONS_LIMIT = 10_000;

    /** The most files of one manifest. */
    public static final int FILES_LIMIT = 5_000;

    public Manifest {
        files = List.copyOf(files);
        relations = List.copyOf(relations);
        repositories = List.copyOf(repositories);
        patches = List.copyOf(patches);
        launchConfigs = Map.copyOf(launchConfigs);
    }

    /** Whether {@code side} exists: it has flags, and {@code incompatible} is none of them. */
    public boolean isOn(Side side) {
        return !flags.on(side).isEmpty() && !flags.has(side, Flag.INCOMPATIBLE);
    }

    /** Whether an environment of it can be asked for at all. */
    public boolean isBuildable() {
        return isInstance && usesBuilder;
    }
}
