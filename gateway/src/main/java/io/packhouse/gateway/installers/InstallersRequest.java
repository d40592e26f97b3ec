package io.packhouse.gateway.installers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.packhouse.contracts.installers.BuildInstallers;
import io.packhouse.contracts.installers.BuildInstallers.KeyDelivery;
import io.packhouse.contracts.installers.BuildInstallers.Vessel;

/**
 * A request for installers that broke no rule. Only {@link InstallersRules} makes one.
 *
 * @param vessels
 *            in the caller's order
 * @param users
 *            everybody whom the request names, in order of first mention: vessels first
 * @param publicKeys
 *            the keys that the caller gave, by name
 */
public record InstallersRequest(List<Vessel> vessels, Set<String> users, Map<String, String> publicKeys) {

    public InstallersRequest {
        vessels = List.copyOf(vessels);
        users = Collections.unmodifiableSet(new LinkedHashSet<>(users));
        publicKeys = Collections.unmodifiableMap(new LinkedHashMap<>(publicKeys));
    }

    /** The users who brought no key, in order of first mention. */
    public List<String> keysToMake() {
        return users.stream().filter(name -> !publicKeys.containsKey(name)).toList();
    }

    /**
     * The command that does what was asked.
     *
     * @param sealTo
     *            whom made private keys are encrypted to; ignored when none is to be made
     */
    BuildInstallers command(byte @Nullable [] sealTo, KeyDelivery delivery) {
        List<String> keysToMake = keysToMake();
        boolean making = !keysToMake.isEmpty();
        return new BuildInstallers(vessels, publicKeys, keysToMake, making ? sealTo : null, making ? delivery : null);
    }
}
