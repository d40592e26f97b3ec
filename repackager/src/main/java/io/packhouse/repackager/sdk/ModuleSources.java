package io.packhouse.repackager.sdk;

import java.io.IOException;

import io.packhouse.repackager.archive.Content;

/** Reads the modules of one build. What an add-on's modules require is held in memory, and so it is limited in all. */
final class ModuleSources {

    /** Characters of all names, and {@link #PER_NAME} for each. Large add-ons have some thousand requirements. */
    private static final long LIMIT = 32L << 20;
    private static final int PER_NAME = 100;

    private final Sdk sdk;
    private long held;

    ModuleSources(Sdk sdk) {
        this.sdk = sdk;
    }

    /**
     * What a module says about itself.
     *
     * @throws io.packhouse.contracts.FailureException
     *             {@code TOO_LARGE} when it, or all that were read, ask for too much
     */
    ScannedSource read(CfxPackage owner, Content module) throws IOException {
        if (owner.ofSdk()) {
            return sdk.scanned(module);
        }
        ScannedSource source = SourceScanner.scan(module);
        for (String name : source.requires().keySet()) {
            held += name.length() + PER_NAME;
        }
        if (held > LIMIT) {
            throw CfxRefusal
                    .tooLarge("the add-on's modules require more than any add-on does: the names that they require take "
                            + "more than " + LIMIT + " bytes");
        }
        return source;
    }
}
