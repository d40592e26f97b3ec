package io.packhouse.addonscript.documents;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What must hold of an answer before a client sees it. Breaking it is a fault of a recipe, never of the client; what is wrong is
 * told in sentences for the operator.
 */
public final class ResponseRules {

    private final boolean allowsVariables;
    private final List<String> faults = new ArrayList<>();

    private ResponseRules(boolean allowsVariables) {
        this.allowsVariables = allowsVariables;
    }

    /**
     * What is wrong with {@code response} as an answer for {@code manifest}; empty when nothing is.
     *
     * @param allowsVariables
     *            whether arguments may hold <code>${…}</code>, which only the game's own launch data may
     */
    public static List<String> faults(BuilderResponse response, Manifest manifest, boolean allowsVariables) {
        ResponseRules rules = new ResponseRules(allowsVariables);
        rules.check(response, manifest);
        return List.copyOf(rules.faults);
    }

    private void check(BuilderResponse response, Manifest manifest) {
        if (response.files().size() > BuilderResponse.FILES_LIMIT) {
            faults.add(
                    response.files().size() + " files are more than the " + BuilderResponse.FILES_LIMIT + " of an answer");
        }
        Set<String> taken = manifest.files().stream().map(AddonFile::qualifier).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        for (AddonFile file : response.files()) {
            checkFile(file);
            if (!seen.add(file.qualifier())) {
                faults.add("two files have the qualifier " + file.qualifier());
            }
            if (taken.contains(file.qualifier())) {
                faults.add("the qualifier " + file.qualifier() + " is one of the manifest's own files");
            }
        }
        checkLaunch("launch_client", Side.CLIENT, response.launchClient());
        checkLaunch("launch_server", Side.SERVER, response.launchServer());
    }

    private void checkFile(AddonFile file) {
        String name = "file " + file.qualifier();
        if (!AddonId.isId(file.qualifier())) {
            faults.add(name + ": the qualifier is not made of a-z, 0-9 and -");
        }
        if (file.flags().client().isEmpty() && file.flags().server().isEmpty()) {
            faults.add(name + " has no flags: no client would install it");
        }
        // None at all is right: clients then ask their repositories for the file, by its name or hash.
        if (!file.links().stream().allMatch(ResponseRules::isAbsoluteHttp)) {
            faults.add(name + " has a link that is not an absolute http(s) URL");
        }
        if (!file.hashes().getOrDefault("sha1", "").matches("[0-9a-f]{40}")) {
            faults.add(name + " has no sha1 of 40 lower-case hexadecimal digits");
        }
        for (InstallStep step : file.install()) {
            boolean isWell = switch (step.action()) {
                case "move", "extract" -> step.args().size() == 1 && SafePath.isLocation(step.args().getFirst());
                case "rename" -> step.args().size() == 1 && SafePath.isSegment(step.args().getFirst());
                case "library" -> step.args().size() == 3;
                case "inject" -> step.args().isEmpty();
                default -> false;
            };
            if (!isWell) {
                faults.add(name + ": the step " + step.action() + " " + step.args() + " is none, or leads outside");
            }
        }
    }

    private void checkLaunch(String name, Side side, @Nullable LaunchPatch patch) {
        if (patch == null) {
            return;
        }
        if (!patch.sides().equals(Set.of(side))) {
            faults.add(name + " is not of the side " + side.wire());
        }
        patch.jvmArguments().forEach(argument -> checkText(name + ".jvm_arguments", argument));
        for (GameArgument argument : patch.arguments()) {
            checkText(name + ".arguments", argument.value());
            if (argument.raw() != null) {
                checkText(name + ".arguments", argument.raw());
            }
        }
    }

    private void checkText(String place, String text) {
        if (!allowsVariables && text.contains("${")) {
            faults.add(place + " holds a variable, which only the game's own data may: " + Problem.echo(text));
        }
    }

    private static boolean isAbsoluteHttp(String link) {
        try {
            URI uri = URI.create(link);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
