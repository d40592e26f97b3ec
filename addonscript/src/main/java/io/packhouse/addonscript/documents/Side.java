package io.packhouse.addonscript.documents;

import java.util.Locale;

/** The two sides of a game: what is installed and started differs between them. */
public enum Side {
    CLIENT, SERVER;

    /** As it is written in documents. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
