package io.packhouse.envbuilder.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.packhouse.addonscript.documents.AddonFile;
import io.packhouse.addonscript.documents.AddonId;
import io.packhouse.addonscript.documents.Flag;
import io.packhouse.addonscript.documents.InstallStep;
import io.packhouse.addonscript.documents.Side;
import io.packhouse.addonscript.documents.SideFlags;
import io.packhouse.addonscript.recipes.Recipe.Publish;
import io.packhouse.contracts.Failure;
import io.packhouse.contracts.environments.EnvironmentBuilt;
import io.packhouse.envbuilder.values.Value;

/**
 * A file of an answer.
 *
 * @param base
 *            what the recipe calls it
 * @param isStatic
 *            whether no request changes its content, so that the base alone names it (reference, section 6.4)
 */
record BuiltFile(String base, boolean isStatic, Value.Blob blob, Publish publish, List<InstallStep> install,
        SideFlags flags) {

    private static final int SUFFIX = 10;
    private static final int LINKS_LIMIT = 64;

    BuiltFile {
        install = List.copyOf(install);
    }

    /** A base of what a recipe or a library is called: small letters, digits and dashes. */
    static String base(String name) {
        String base = AddonId.idOf(name);
        if (base.isEmpty()) {
            throw new Failure(Failure.Code.INTERNAL, "of «" + name + "» nothing is left as a qualifier").exception();
        }
        return base.length() > AddonId.ID_LIMIT - SUFFIX - 1 ? base.substring(0, AddonId.ID_LIMIT - SUFFIX - 1) : base;
    }

    /** Unique in the version of the add-on, for every request. */
    String qualifier() {
        return isStatic ? base : base + "-" + blob.sha1().substring(0, SUFFIX);
    }

    boolean isServed() {
        return publish == Publish.MIRROR || publish == Publish.BOTH;
    }

    /** The same under a name that its content decides. */
    BuiltFile renamed() {
        return new BuiltFile(base, false, blob, publish, install, flags);
    }

    /** This file and the same on another side. */
    BuiltFile and(BuiltFile other) {
        if (!blob.sha1().equals(other.blob.sha1()) || !install.equals(other.install)) {
            throw new Failure(Failure.Code.INTERNAL, "two files have the qualifier " + qualifier() + ", but not the same "
                    + (install.equals(other.install) ? "content" : "install steps")).exception();
        }
        return new BuiltFile(base, isStatic, blob, publish == other.publish ? publish : Publish.BOTH, install,
                new SideFlags(united(flags.client(), other.flags.client()), united(flags.server(), other.flags.server())));
    }

    /** As it stands in the answer; links to us have no address yet. */
    AddonFile written() {
        List<String> links = new ArrayList<>();
        if (publish == Publish.LINK || publish == Publish.BOTH) {
            blob.links().stream().distinct().limit(LINKS_LIMIT - 1L).forEach(links::add);
        }
        if (isServed()) {
            links.add(EnvironmentBuilt.OWN_FILE + blob.sha1());
        }
        if (publish == Publish.LINK && links.isEmpty()) {
            throw new Failure(Failure.Code.INTERNAL, "file " + base
                    + ": publish says link, but nobody else has these bytes; mirror would be right").exception();
        }
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put("sha1", blob.sha1());
        hashes.put("sha256", blob.content().sha256());
        hashes.put("sha512", blob.sha512());
        return new AddonFile(qualifier(), links, install, flags, hashes);
    }

    /** Flags of one side. */
    static SideFlags flags(Side side, Set<Flag> flags) {
        return side == Side.CLIENT ? new SideFlags(flags, Set.of()) : new SideFlags(Set.of(), flags);
    }

    private static Set<Flag> united(Set<Flag> one, Set<Flag> other) {
        var all = new java.util.HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
