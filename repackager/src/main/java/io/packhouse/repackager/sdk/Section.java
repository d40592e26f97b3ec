package io.packhouse.repackager.sdk;

import java.util.ArrayList;
import java.util.List;

/**
 * A directory of a package that gets into the XPI.
 *
 * @param owner
 *            the package
 * @param name
 *            {@code lib}, {@code data} or {@code tests}
 */
record Section(CfxPackage owner, String name) {

    /** The own package's tests first, then each package's code and data. */
    static List<Section> of(CfxPackage own, List<CfxPackage> packages) {
        List<Section> sections = new ArrayList<>();
        add(sections, own, "tests");
        for (CfxPackage used : packages) {
            add(sections, used, "lib");
            add(sections, used, "data");
        }
        return sections;
    }

    private static void add(List<Section> sections, CfxPackage owner, String name) {
        if (owner.directory(name) != null) {
            sections.add(new Section(owner, name));
        }
    }

    boolean isData() {
        return name.equals("data");
    }

    /** The name of its resource directory in flat layouts, such as {@code jid1-x-at-jetpack-greeter-lib}. */
    String resource(AddonId id) {
        return id.mangled() + "-" + owner.name() + "-" + name;
    }

    /** Its directory in the XPI, without a slash at its end. */
    String directory(AddonId id, SdkRules rules) {
        return "resources/" + (rules.nested() ? owner.name() + "/" + name : resource(id));
    }

    /** The path of a file of the section below its package's root. */
    String path(String file) {
        return owner.directory(name) + file;
    }
}
