package io.packhouse.contracts;

/** The kinds of commands. A worker that reads a kind it does not know releases the record for a newer one. */
public final class Kind {

    /** Build custom installers: {@link io.packhouse.contracts.installers.BuildInstallers}. */
    public static final String INSTALLERS = "installers";

    private Kind() {
    }
}
