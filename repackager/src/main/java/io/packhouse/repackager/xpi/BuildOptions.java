package io.packhouse.repackager.xpi;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.packhouse.repackager.sdk.Sdk;
import io.packhouse.repackager.sdk.SdkVersion;

/**
 * Options of {@code cfx xpi}: the caller's, and those that the XPI was evidently built with, which would be lost otherwise
 * because no package.json has them.
 */
final class BuildOptions {

    private static final SdkVersion FORCE_MOBILE_SINCE = SdkVersion.parse("1.3").orElseThrow();

    private BuildOptions() {
    }

    static List<String> of(AddonSdkXpi xpi, Sdk sdk, List<String> wanted) {
        List<String> options = new ArrayList<>(wanted);
        if (!has(wanted, "--update-url") && !has(wanted, "--update-link")) {
            xpi.manifest().text("updateURL").ifPresent(url -> options.add("--update-url=" + url));
        }
        ObjectNode arguments = xpi.options().object("staticArgs");
        if (!has(wanted, "--static-args") && !arguments.isEmpty()) {
            options.add("--static-args=" + arguments);
        }
        if (!has(wanted, "--force-mobile") && xpi.manifest().applications().contains(InstallManifest.FENNEC)
                && sdk.version().compareTo(FORCE_MOBILE_SINCE) >= 0) {
            options.add("--force-mobile");
        }
        return List.copyOf(options);
    }

    private static boolean has(List<String> options, String name) {
        return options.stream().anyMatch(option -> option.equals(name) || option.startsWith(name + "="));
    }
}
