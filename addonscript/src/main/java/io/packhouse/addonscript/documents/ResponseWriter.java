package io.packhouse.addonscript.documents;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers: members always in the same order, so that equal answers are equal bytes.
 *
 * @param dialect
 *            how the start of the game is written
 * @param alsoWritesLink
 *            whether files carry {@code link}, the old name, beside {@code src}
 */
public record ResponseWriter(Dialect dialect, boolean alsoWritesLink) {

    /** The two forms that AddonScript has had. */
    public enum Dialect {
        /** Since August 2023: launch patches, libraries by an install step. */
        PATCH,
        /** Before: a launch configuration, libraries by a flag. */
        CONFIG;

        /** The one that {@code manifest} is written in. */
        public static Dialect of(Manifest manifest) {
            return manifest.launchConfigs().isEmpty() ? PATCH : CONFIG;
        }
    }

    public ObjectNode write(BuilderResponse response) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("addonscript", response.addonscript());
        ArrayNode files = body.putArray("files");
        response.files().forEach(file -> write(file, files.addObject()));
        launch(body, "launch_client", Side.CLIENT, response.launchClient());
        launch(body, "launch_server", Side.SERVER, response.launchServer());
        return body;
    }

    private void write(AddonFile file, ObjectNode node) {
        node.put("qualifier", file.qualifier());
        texts(node, "src", file.links());
        if (alsoWritesLink) {
            texts(node, "link", file.links());
        }
        boolean isOldLibrary = dialect == Dialect.CONFIG
                && file.install().stream().anyMatch(step -> step.action().equals("library"));
        flags(node.putObject("flags"), isOldLibrary ? withLibrary(file.flags()) : file.flags());
        List<InstallStep> steps = file.install().stream()
                .filter(step -> !(isOldLibrary && step.action().equals("library"))).toList();
        if (!steps.isEmpty()) {
            ArrayNode install = node.putArray("install");
            steps.forEach(step -> write(step, install.addObject()));
        }
        ObjectNode hashes = node.putObject("hashes");
        file.hashes().forEach(hashes::put);
    }

    private static SideFlags withLibrary(SideFlags flags) {
        Set<Flag> library = Set.of(Flag.LIBRARY);
        SideFlags more = flags.client().isEmpty() ? flags : flags.with(Side.CLIENT, library);
        return more.server().isEmpty() ? more : more.with(Side.SERVER, library);
    }

    private static void write(InstallStep step, ObjectNode node) {
        node.put("action", step.action());
        if (!step.args().isEmpty()) {
            texts(node, "args", step.args());
        }
        if (step.sides().size() == 1) {
            node.put("side", step.sides().iterator().next().wire());
        }
    }

    private static void flags(ObjectNode node, SideFlags flags) {
        if (flags.client().equals(flags.server())) {
            texts(node, "both", sorted(flags.client()));
            return;
        }
        if (!flags.client().isEmpty()) {
            texts(node, "client", sorted(flags.client()));
        }
        if (!flags.server().isEmpty()) {
            texts(node, "server", sorted(flags.server()));
        }
    }

    private static List<String> sorted(Set<Flag> flags) {
        return flags.stream().sorted().map(Flag::wire).toList();
    }

    private void launch(ObjectNode body, String name, Side side, @Nullable LaunchPatch patch) {
        if (patch == null) {
            return;
        }
        ObjectNode node = body.putObject(name);
        if (dialect == Dialect.PATCH) {
            node.put("side", side.wire());
        }
        if (patch.mainClass() != null) {
            node.put("main_class", patch.mainClass());
        }
        if (!patch.arguments().isEmpty()) {
            ArrayNode arguments = node.putArray("arguments");
            patch.arguments().forEach(argument -> write(argument, arguments));
        }
        if (!patch.jvmArguments().isEmpty()) {
            texts(node, "jvm_arguments", patch.jvmArguments());
        }
        if (dialect == Dialect.PATCH && patch.replacesJvmArguments()) {
            node.put("replace_jvm_arguments", true);
        }
        if (patch.javaVersion() != null) {
            node.put("java_version", patch.javaVersion());
        }
    }

    private void write(GameArgument argument, ArrayNode arguments) {
        if (dialect == Dialect.CONFIG) {
            if (argument.raw() != null) {
                arguments.add(argument.raw());
            } else {
                arguments.add("--" + argument.key());
                if (!argument.value().isEmpty()) {
                    arguments.add(argument.value());
                }
            }
            return;
        }
        ObjectNode node = arguments.addObject();
        node.put("mode", argument.mode().name().toLowerCase(Locale.ROOT));
        if (argument.key() != null) {
            node.put("key", argument.key());
        }
        if (!argument.value().isEmpty()) {
            node.put("value", argument.value());
        }
        if (argument.raw() != null) {
            node.put("raw", argument.raw());
        }
    }

    private static void texts(ObjectNode node, String name, List<String> texts) {
        ArrayNode array = node.putArray(name);
        texts.forEach(array::add);
    }
}
