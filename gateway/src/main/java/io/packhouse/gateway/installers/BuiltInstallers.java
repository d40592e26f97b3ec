package io.packhouse.gateway.installers;

import java.util.Map;

import io.packhouse.contracts.JobId;
import io.packhouse.contracts.Outcome;
import io.packhouse.contracts.installers.InstallersBuilt;

/**
 * What a call that waited gets. The private keys are here and nowhere else.
 *
 * @param privateKeys
 *            the private keys of the pairs that were made for this call, by user
 */
record BuiltInstallers(JobId id, Outcome.Succeeded outcome, InstallersBuilt result, Map<String, String> privateKeys) {

    BuiltInstallers {
        privateKeys = Map.copyOf(privateKeys);
    }

    /** Names only: keys must not reach a log by accident. */
    @Override
    public String toString() {
        return "BuiltInstallers[" + id + ", private keys of " + privateKeys.keySet() + "]";
    }
}
