package io.packhouse.repackager.sdk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import io.packhouse.repackager.addon.Addon;
import io.packhouse.repackager.addon.AddonPackage;

/** All packages that a build knows: the add-on's own, those that it brought, and the SDK's. */
final class PackageSet {

    private static final List<String> OLD_SDK_PACKAGES = List.of("addon-kit", "api-utils");
    private static final String NEW_SDK_PACKAGE = "addon-sdk";

    private final SdkRules rules;
    private final CfxPackage own;
    private final Map<String, CfxPackage> packages = new LinkedHashMap<>();

    /**
     * @throws io.packhouse.contracts.FailureException
     *             when two packages have one name, or one has none
     */
    PackageSet(Addon addon, Sdk sdk, SdkRules rules) {
        this.rules = rules;
        this.own = new CfxPackage(addon.own(), false);
        add(own);
        for (AddonPackage dependency : addon.dependencies()) {
            add(new CfxPackage(dependency, false));
        }
        sdk.packages().forEach(this::add);
    }

    private void add(CfxPackage added) {
        if (packages.putIfAbsent(added.name(), added) != null) {
            throw CfxRefusal.of("there are two packages named " + added.name()
                    + (added.ofSdk() ? "; this one is the SDK's, and an add-on's packages must be named otherwise" : ""));
        }
    }

    CfxPackage own() {
        return own;
    }

    @Nullable
    CfxPackage find(String name) {
        return packages.get(name);
    }

    Collection<CfxPackage> all() {
        return Collections.unmodifiableCollection(packages.values());
    }

    /**
     * The packages that a package says it depends on, the SDK's under the names that they have in this SDK; null when it says
     * nothing.
     */
    @Nullable
    List<String> declared(CfxPackage dependent) {
        JsonNode value = dependent.value("dependencies");
        if (!value.isArray() && !value.isTextual()) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>();
        for (String name : dependent.texts("dependencies")) {
            if (rules.single() ? OLD_SDK_PACKAGES.contains(name) : name.equals(NEW_SDK_PACKAGE)) {
                // The other kind of SDK's name for what this one has under its own.
                names.addAll(rules.single() ? List.<String>of() : OLD_SDK_PACKAGES);
            } else {
                names.add(name);
            }
        }
        if (rules.single() && !dependent.ofSdk()) {
            names.add(NEW_SDK_PACKAGE);
        }
        return List.copyOf(names);
    }

    /**
     * The own package, {@code extras}, and all that these depend on, in the order in which {@code cfx} comes upon them.
     *
     * @throws io.packhouse.contracts.FailureException
     *             when one of them is not there
     */
    List<CfxPackage> dependencies(List<String> extras) {
        record Wanted(String name, @Nullable String by) {
        }
        List<CfxPackage> found = new ArrayList<>();
        Deque<Wanted> left = new ArrayDeque<>();
        left.push(new Wanted(own.name(), null));
        extras.forEach(extra -> left.push(new Wanted(extra, null)));
        while (!left.isEmpty()) {
            Wanted wanted = left.pop();
            CfxPackage next = packages.get(wanted.name());
            if (next == null) {
                throw CfxRefusal.of("package not found: " + CfxRefusal.shown(wanted.name()) + " ("
                        + (wanted.by() == null ? "specified as target" : "required by '" + wanted.by() + "'") + ")");
            }
            if (!found.contains(next)) {
                found.add(next);
                List<String> declared = declared(next);
                if (declared != null) {
                    declared.forEach(name -> left.push(new Wanted(name, next.name())));
                }
                if (next == own) {
                    extras.forEach(name -> left.push(new Wanted(name, own.name())));
                }
            }
        }
        return found;
    }
}
