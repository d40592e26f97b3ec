package io.packhouse.repackager.xpi;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The module that an add-on begins with, as package.json should name it. */
final class MainModule {

    private MainModule() {
    }

    /**
     * The main module that harness-options.json names and the XPI has (reference, section 8.2).
     *
     * @param hasModule
     *            whether the own package's {@code lib} has that file
     * @return empty when the file names none, so that the builder looks for its default
     */
    static Optional<String> of(HarnessOptions options, Predicate<String> hasModule) {
        Optional<String> said = options.text("main");
        Optional<String> path = options.text("mainPath").map(main -> inPackage(main, options.name()));
        if (said.isEmpty() && path.isEmpty()) {
            return Optional.empty();
        }
        return Stream.of(said, said.map(MainModule::bare), path, path.map(MainModule::bare)).flatMap(Optional::stream)
                .filter(main -> hasModule.test(main + ".js")).findFirst()
                .or(() -> {
                    throw Refused.because(HarnessOptions.FILE + " names the main module "
                            + Refused.shown(said.or(() -> path).orElse("")) + ", which the XPI does not have in its package "
                            + Refused.shown(options.name()));
                });
    }

    /** {@code greeter/lib/main.js}, or from SDK 1.14 on {@code greeter/main}. */
    private static String inPackage(String path, String name) {
        return path.startsWith(name + "/") ? path.substring(name.length() + 1) : path;
    }

    private static String bare(String main) {
        String path = main.startsWith("./") ? main.substring(2) : main;
        path = path.startsWith("lib/") ? path.substring(4) : path;
        return path.endsWith(".js") ? path.substring(0, path.length() - 3) : path;
    }
}
