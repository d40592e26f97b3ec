package io.packhouse.deploy.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

import io.packhouse.envbuilder.EnvironmentsSettings;
import io.packhouse.gateway.GatewaySettings;
import io.packhouse.gateway.addons.AddonsGatewaySettings;
import io.packhouse.gateway.environments.EnvironmentsGatewaySettings;
import io.packhouse.gateway.installers.InstallersGatewaySettings;
import io.packhouse.gateway.packages.PackagesGatewaySettings;
import io.packhouse.gateway.signatures.SigningGatewaySettings;
import io.packhouse.installerbuilder.InstallersSettings;
import io.packhouse.packagestore.PackagesSettings;
import io.packhouse.platform.config.Defaults;
import io.packhouse.platform.config.KnownKey;
import io.packhouse.repackager.AddonsSettings;
import io.packhouse.repackager.pingback.DeliveriesSettings;
import io.packhouse.signing.SigningSettings;

/** What can be configured, over all modules: one file may serve every process of a house. */
final class Modules {

    /** The annotated default files, in the order in which {@code ./packhouse config} prints them. */
    static final List<String> DEFAULTS = List.of("config/platform.yaml", GatewaySettings.DEFAULTS,
            InstallersGatewaySettings.DEFAULTS, AddonsGatewaySettings.DEFAULTS, PackagesGatewaySettings.DEFAULTS,
            SigningGatewaySettings.DEFAULTS, InstallersSettings.DEFAULTS, AddonsSettings.DEFAULTS,
            DeliveriesSettings.DEFAULTS, PackagesSettings.DEFAULTS, SigningSettings.DEFAULTS,
            EnvironmentsGatewaySettings.DEFAULTS, EnvironmentsSettings.DEFAULTS, "config/deploy.yaml");

    /** Reading the files takes a good part of a process's start, so they are read once, by the first who asks. */
    private static final class Keys {
        private static final List<KnownKey> ALL = Defaults.read(DEFAULTS).keys().stream()
                .sorted(Comparator.comparing(KnownKey::name)).toList();
    }

    private Modules() {
    }

    /** All keys that may be set, sorted by name. */
    static List<KnownKey> keys() {
        return Keys.ALL;
    }

    /** Whether {@code key} is in one of {@code sections}, such as {@code http}. */
    static boolean isIn(Set<String> sections, KnownKey key) {
        return sections.contains(key.name().split("\\.", 2)[0]);
    }
}
