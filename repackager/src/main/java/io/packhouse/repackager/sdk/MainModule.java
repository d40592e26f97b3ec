package io.packhouse.repackager.sdk;

/** Finds the file of package.json's {@code main} (reference, section 8.5). */
final class MainModule {

    private MainModule() {
    }

    /**
     * The path below the package's root.
     *
     * @throws io.packhouse.contracts.FailureException
     *             when there is none, or one outside of {@code lib}
     */
    static String of(CfxPackage own) {
        String main = own.main();
        String lib = own.directory("lib");
        if (main.isEmpty() || lib == null) {
            throw CfxRefusal
                    .of("unable to find main module: package.json does not have a 'main' entry, and there is no main.js "
                            + "in lib");
        }
        String name = main.endsWith(".js") ? main.substring(0, main.length() - 3) : main;
        name = name.startsWith("./") ? name.substring(2) : name;
        for (String path : new String[]{name + ".js", lib + name + ".js"}) {
            if (own.file(path) != null) {
                if (!path.startsWith(lib)) {
                    throw CfxRefusal.of("the 'main' file (" + CfxRefusal.shown(path) + ") in package " + own.name()
                            + " is outside that package's 'lib' directory (" + lib + ")");
                }
                return path;
            }
        }
        throw CfxRefusal.of("unable to find main module '" + CfxRefusal.shown(name) + ".js' in top-level package");
    }
}
