package io.packhouse.repackager.sdk;

import java.util.List;

import io.packhouse.contracts.Failure;
import io.packhouse.repackager.addon.Addon;

/**
 * {@code cfx xpi}: makes an XPI of an add-on's sources with an SDK (reference, section 8). The same sources, SDK and options
 * give the same entries, always.
 */
public final class CfxBuild {

    private CfxBuild() {
    }

    /**
     * Builds.
     *
     * @param options
     *            options of {@code cfx xpi} that {@link io.packhouse.contracts.addons.CfxOptions#parse} let through
     * @return the entries; nothing has been written yet
     * @throws io.packhouse.contracts.FailureException
     *             {@code INVALID_REQUEST} when {@code cfx} would have ended with an error, in its words where the reference
     *             has them; {@code TOO_LARGE} when a file that must be parsed is too large
     */
    public static BuiltXpi run(Addon addon, Sdk sdk, List<String> options) {
        throw new Failure(Failure.Code.INTERNAL, "no SDK of " + sdk.generation() + " can build " + addon.own().name() + " "
                + options).exception();
    }
}
