package io.packhouse.addonscript.documents;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** What a manifest, a relation or a file is to one side (AddonScript, "Flags"). Flags that we do not know count for nothing. */
public enum Flag {
    REQUIRED, OPTIONAL, INCLUDED, INCOMPATIBLE, LAUNCH, PATCH, EXPECTED, ENV, LIBRARY;

    /** As it is written in documents. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Flag ofWireOrNull(String text) {
        for (Flag flag : values()) {
            if (flag.wire().equals(text)) {
                return flag;
            }
        }
        return null;
    }
}
